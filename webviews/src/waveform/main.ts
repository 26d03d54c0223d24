import './main.css';
import { registerComponents } from '../toolkit.js';
import { connectToHost } from '../shared/host.js';
import { PlotView } from '../shared/plot-view.js';
import { WAVEFORM } from './profile.js';

registerComponents();
new PlotView(WAVEFORM, connectToHost(), document.body);
