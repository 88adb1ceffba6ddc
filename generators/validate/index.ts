import { accountGenerator } from '../account-generator.ts';

export default accountGenerator('validate');
