import { defineConfig } from '@ionwalk/core/host';
import anomalous from 'ionwalk-plugin-anomalous';

export default defineConfig({ plugins: [anomalous] });
