import { validationError } from './checks.ts';

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
