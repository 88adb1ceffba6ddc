import { testParity } from './parity.ts';

testParity('cloudformation');
