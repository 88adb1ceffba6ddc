/** A service by what else holds for it. */
interface NamedService {
  readonly name: string;
  readonly group: string;
}

/** What holds for all services; a key that nobody knows is of none. */
const FOR_ALL = ['id', 'presets', 'folder', 'environments', 'answers', 'services'];

/** The services of a manifest of which nothing that holds for them is on a path with a fault. */
export function soundServices<Service extends NamedService>(
  services: readonly Service[],
  faulty: readonly (readonly string[])[],
): readonly Service[] {
  const isFaulty = (...path: readonly string[]) =>
    faulty.some((one) => path.every((key, index) => one[index] === key));
  const isForAll = ([first = '', ...rest]: readonly string[]) =>
    FOR_ALL.includes(first) && (first !== 'services' || rest.length === 0);
  if (faulty.some(isForAll)) return [];
  return services.filter(
    ({ name, group }) => !isFaulty('services', name) && !isFaulty('groups', group),
  );
}
