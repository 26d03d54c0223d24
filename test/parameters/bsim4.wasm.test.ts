import { testParameters } from './suite.js';

// As many parameters as all other devices together, in a file of its own: files are tested side by side.
testParameters((kind) => kind === 'bsim4');
