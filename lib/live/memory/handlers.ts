import type { InputOf, OperationName, OutputOf } from '../port.ts';
import { ServiceError } from '../responses.ts';
import type { MemoryState } from './state.ts';

/** Implements operations on the embedded account's state; they throw a ServiceError as AWS does. */
export type Handlers<Names extends OperationName> = {
  readonly [Name in Names]: (state: MemoryState, input: InputOf<Name>) => OutputOf<Name>;
};

interface PageRequest {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

/** One page of a listing, IAM's way: 100 items unless MaxItems says otherwise, then a Marker. */
export interface Page<Item> {
  readonly items: Item[];
  readonly IsTruncated: boolean;
  readonly Marker?: string;
}

/** Cuts the page out of a list that is in order. */
export function pageOf<Item>(list: readonly Item[], request: PageRequest): Page<Item> {
  const size = request.MaxItems ?? 100;
  if (size < 1 || size > 1000) throw validationError(`MaxItems ${size} is not between 1 and 1000.`);
  const start = Number(request.Marker ?? 0);
  if (!Number.isInteger(start) || start < 0)
    throw validationError('The Marker is not one of ours.');
  const end = start + size;
  const items = list.slice(start, end);
  return end < list.length
    ? { items, IsTruncated: true, Marker: String(end) }
    : { items, IsTruncated: false };
}

/** IAM's error for a resource that does not exist (404). */
export function noSuchEntity(what: string): ServiceError {
  return new ServiceError('NoSuchEntityException', `${what} cannot be found.`, 404);
}

/** IAM's error for a name that is taken (409). */
export function alreadyExists(what: string): ServiceError {
  return new ServiceError('EntityAlreadyExistsException', `${what} already exists.`, 409);
}

/** IAM's error for the deletion of something in use (409). */
export function deleteConflict(message: string): ServiceError {
  return new ServiceError('DeleteConflictException', message, 409);
}

/** IAM's error beyond a quota (409). */
export function limitExceeded(message: string): ServiceError {
  return new ServiceError('LimitExceededException', message, 409);
}

/** IAM's error for a name, a path or a number outside its pattern (400). */
export function validationError(message: string): ServiceError {
  return new ServiceError('ValidationError', message, 400);
}
