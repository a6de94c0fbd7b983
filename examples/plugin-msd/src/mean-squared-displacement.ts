import { defineKind, type Kind, type VariableSpec } from '@ionwalk/core';

/** Mean-squared displacement of the ions against the time between two looks at them. */
export const MeanSquaredDisplacement: Kind<{ time: VariableSpec; msd: VariableSpec }> = defineKind({
  id: 'msd/displacement',
  title: 'Mean-squared displacement',
  variables: {
    time: { title: 'Time lag', dims: ['lag'], unit: 's' },
    msd: { title: 'Mean-squared displacement', dims: ['lag'], unit: 'm2' },
  },
});
