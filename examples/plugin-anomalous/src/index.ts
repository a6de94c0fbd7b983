import { definePlugin, type Plugin } from '@ionwalk/core';
import { anomalousDiffusion } from './anomalous-diffusion.ts';

/** An element of equivalent circuits, for the analyses that the host has. */
const anomalous: Plugin = definePlugin({
  id: 'anomalous',
  package: 'ionwalk-plugin-anomalous',
  version: '0.1.0',
  api: '1.0',
  title: 'Anomalous diffusion in circuits',
  doc: 'Adds the element AWs to the circuits of eis fit.',
  elements: [anomalousDiffusion],
});
export default anomalous;
export { anomalousDiffusion };
