import './main.css';
import { registerComponents } from '../toolkit.js';
import { connectToHost } from '../shared/host.js';
import { SchematicView } from './schematic-view.js';

registerComponents();
new SchematicView(connectToHost(), document.body);
