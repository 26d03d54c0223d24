import { startNodeServer } from './start-node.js';

startNodeServer();
