import type { AccessMap, MapNode } from './graph.ts';
import { edgeLabel } from './mermaid.ts';

const COLUMNS = { principal: 0, role: 1, resource: 2 } as const;
const WIDTH = 300;
const GAP = 130;
const ROW = 44;

/** The map as a drawing in three columns: who assumes, the roles, what they may use. */
export function svgMap({ project, nodes, edges }: AccessMap): string {
  const count = { principal: 0, role: 0, resource: 0 };
  const places = new Map(
    nodes.map((node) => {
      const row = count[node.kind]++;
      return [node.id, { x: 10 + COLUMNS[node.kind] * (WIDTH + GAP), y: 40 + row * ROW }] as const;
    }),
  );
  const height = 50 + Math.max(...Object.values(count)) * ROW;
  const width = 20 + 3 * WIDTH + 2 * GAP;
  const lines = edges.flatMap((edge) => {
    const [from, to] = [places.get(edge.from), places.get(edge.to)];
    if (from === undefined || to === undefined) return [];
    const same = from.x === to.x;
    const [x1, x2] = same
      ? [from.x + WIDTH, to.x + WIDTH]
      : from.x < to.x
        ? [from.x + WIDTH, to.x]
        : [from.x, to.x + WIDTH];
    const bend = same ? x1 + GAP / 2 : (x1 + x2) / 2;
    const [y1, y2] = [from.y + 16, to.y + 16];
    const data = `data-from="${xml(edge.from)}" data-to="${xml(edge.to)}" data-environment="${xml(edge.environment)}"`;
    return `<path class="${edge.kind}" ${data} d="M${x1} ${y1}C${bend} ${y1} ${bend} ${y2} ${x2} ${y2}"><title>${xml(edgeLabel(edge))}: ${xml(edge.actions.join(', '))}</title></path>`;
  });
  const boxes = nodes.map((node) => boxOf(node, places.get(node.id) ?? { x: 0, y: 0 }));
  const heads = ['Who assumes it', 'Role', 'What it may use'].map(
    (text, index) => `<text class="head" x="${10 + index * (WIDTH + GAP)}" y="24">${text}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="The roles of ${xml(project)}, who assumes them and what they may use" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" font-size="13">
<style>rect{fill:#fff;stroke:#555}.role rect{fill:#e8f0fe;stroke:#174ea6}.principal rect{fill:#fef7e0;stroke:#b06000}path{fill:none;stroke:#80868b}path.assumes{stroke:#b06000}path.passes{stroke:#a50e0e;stroke-dasharray:5 3}.head{font-weight:600}</style>
${[...heads, ...lines, ...boxes].join('\n')}
</svg>
`;
}

function boxOf(
  { id, kind, label, environment }: MapNode,
  { x, y }: { readonly x: number; readonly y: number },
): string {
  const text = environment === undefined ? label : `${label} (${environment})`;
  const short = text.length > 42 ? `${text.slice(0, 18)}…${text.slice(-22)}` : text;
  return `<g class="node ${kind}" data-id="${xml(id)}"><title>${xml(id)}</title><rect x="${x}" y="${y}" width="${WIDTH}" height="32" rx="5"/><text x="${x + 8}" y="${y + 21}">${xml(short)}</text></g>`;
}

/** Text that is no markup. */
export function xml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
