import { defineConfig } from '@ionwalk/core/host';
import msd from 'ionwalk-plugin-msd';

export default defineConfig({ plugins: [msd] });
