import type { Container } from './types.ts';

/** Words in the name or the image of a container that serves the others. */
const HELPERS =
  /\b(log ?router|fluent ?bit|fluentd|firelens|agent|daemon|collector|otel|xray|proxy|envoy|vector|filebeat|logstash|sidecar)\b/;

/**
 * The container that the service is about: the first essential one with a port that is no helper; without
 * a port, the first essential one that is no helper.
 */
export function mainContainer(
  containers: readonly Container[],
  proxy?: string,
): Container | undefined {
  const essential = containers.filter((one) => one.essential);
  const own = essential.filter((one) => !isHelper(one) && one.name !== proxy);
  return own.find((one) => one.hasPort) ?? own[0] ?? essential[0] ?? containers[0];
}

/** True for a container that serves the others: a log router, an agent, a proxy. */
export function isHelper({ name, image, firelens }: Container): boolean {
  const repository =
    image.text
      .split('/')
      .at(-1)
      ?.replace(/[:@].*$/, '') ?? '';
  const words = `${name} ${repository}`.toLowerCase().replace(/[^a-z]+/g, ' ');
  return firelens !== undefined || HELPERS.test(words);
}
