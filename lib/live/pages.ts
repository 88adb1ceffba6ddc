interface Page {
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

/** Reads every page of an IAM listing, in order. */
export async function* pagesOf<Output extends Page>(
  read: (marker: { readonly Marker?: string }) => Promise<Output>,
): AsyncGenerator<Output> {
  let page = await read({});
  yield page;
  while (page.IsTruncated && page.Marker !== undefined) {
    page = await read({ Marker: page.Marker });
    yield page;
  }
}

/** Every item of every page of an IAM listing. */
export async function allItems<Output extends Page, Item>(
  read: (marker: { readonly Marker?: string }) => Promise<Output>,
  items: (page: Output) => readonly Item[] | undefined,
): Promise<readonly Item[]> {
  const all: Item[] = [];
  for await (const page of pagesOf(read)) all.push(...(items(page) ?? []));
  return all;
}
