import { testNumbers, testParameters } from './suite.js';

testParameters((kind) => kind !== 'bsim4');
testNumbers();
