import './main.css';
import { registerComponents } from '../toolkit.js';
import { connectToHost } from '../shared/host.js';
import { PlotView } from '../shared/plot-view.js';
import { BODE } from './profile.js';

registerComponents();
new PlotView(BODE, connectToHost(), document.body);
