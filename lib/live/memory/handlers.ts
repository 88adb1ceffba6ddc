import type { InputOf, OperationName, OutputOf } from '../port.ts';
import type { MemoryState } from './state.ts';

/** Answers operations on the embedded account's state; throws a ServiceError as AWS would. */
export type Handlers<Names extends OperationName> = {
  readonly [Name in Names]: (state: MemoryState, input: InputOf<Name>) => OutputOf<Name>;
};
