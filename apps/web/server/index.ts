export type { AppOptions } from './app-options.ts';
export { createApp } from './create-app.ts';
export { startServer, type RunningServer, type ServerOptions } from './start-server.ts';
