import type { AccessMap } from './graph.ts';
import { svgMap, xml } from './svg.ts';

/**
 * The map as one page that needs no network: filters, the drawing, and a list of the roles in which
 * each opens to its statements. The list alone says all that the drawing shows.
 */
export function htmlMap(map: AccessMap): string {
  const { project, nodes, edges } = map;
  const labels = new Map(nodes.map(({ id, label }) => [id, label]));
  const roles = nodes.filter(({ kind }) => kind === 'role');
  const options = (list: readonly string[]) =>
    [...new Set(list)]
      .sort()
      .map((one) => `<option>${xml(one)}</option>`)
      .join('');
  const services = nodes.filter(({ kind }) => kind === 'resource').map(({ service }) => service);
  const items = roles.map(({ id, label, environment = '', account = '' }) => {
    const trusted = edges.filter(({ kind, to }) => kind === 'assumes' && to === id);
    const rights = edges.filter(({ kind, from }) => kind !== 'assumes' && from === id);
    const own = rights.map(({ to }) => nodes.find((one) => one.id === to)?.service ?? '');
    const rows = rights.map(
      ({ kind, to, actions, whys }) =>
        `<tr><td>${kind === 'passes' ? 'passes' : 'may'} ${actions.map((one) => `<code>${xml(one)}</code>`).join(', ')}</td><td><code>${xml(to)}</code></td><td>${xml(whys.join(' '))}</td></tr>`,
    );
    return `<details class="role" data-id="${xml(id)}" data-role="${xml(label)}" data-environment="${xml(environment)}" data-services="${xml(own.join(' '))}">
<summary>${xml(label)} <small>${xml(environment)}, account ${xml(account)}</small></summary>
<p><code>${xml(id)}</code></p>
<p>Assumed by: ${trusted.map(({ from }) => xml(labels.get(from) ?? from)).join(', ') || 'nobody that is known here'}</p>
${rows.length === 0 ? '<p>It has no rights of its own.</p>' : `<table><thead><tr><th scope="col">What</th><th scope="col">On what</th><th scope="col">Why</th></tr></thead><tbody>${rows.join('\n')}</tbody></table>`}
</details>`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Roles of ${xml(project)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Roles of ${xml(project)}</h1>
<form aria-label="Filter">
<label>Role <select name="role"><option value="">all</option>${options(roles.map(({ label }) => label))}</select></label>
<label>Service <select name="service"><option value="">all</option>${options(services)}</select></label>
<label>Environment <select name="environment"><option value="">all</option>${options(roles.flatMap(({ environment }) => environment ?? []))}</select></label>
<span role="status" id="count"></span>
</form>
<h2>Roles</h2>
${items.join('\n')}
<h2>Drawing</h2>
<p>Yellow lines: assumes. Red, dashed: passes. Grey: may use. A click on a role opens it above.</p>
<div class="drawing" tabindex="0" aria-label="Drawing; the list above says the same in words">${svgMap(map)}</div>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;margin:1.5rem;max-width:80rem;color:#202124;background:#fff}
label{margin-right:1rem}select{font:inherit}code{font-size:.85em;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%}td,th{border:1px solid #bbb;padding:.3rem .5rem;text-align:left;vertical-align:top}
details{border:1px solid #bbb;border-radius:4px;margin:.4rem 0;padding:.4rem .8rem}summary{cursor:pointer;font-weight:600}
:focus-visible{outline:3px solid #174ea6;outline-offset:2px}.drawing{overflow:auto;border:1px solid #bbb}.node.role{cursor:pointer}[hidden],.off{display:none}
@media print{form,script{display:none}details{break-inside:avoid}.drawing{overflow:visible}.drawing svg{width:100%;height:auto}}`;

const SCRIPT = `const form=document.forms[0],roles=[...document.querySelectorAll('details.role')];
function show(){const f=new FormData(form),on=new Set();
for(const d of roles){const s=d.dataset;const yes=(!f.get('role')||s.role===f.get('role'))&&(!f.get('environment')||s.environment===f.get('environment'))&&(!f.get('service')||s.services.split(' ').includes(f.get('service')));
d.hidden=!yes;if(yes)on.add(s.id)}
const near=new Set(on);
for(const p of document.querySelectorAll('path[data-from]')){const yes=on.has(p.dataset.from)||on.has(p.dataset.to);p.classList.toggle('off',!yes);if(yes){near.add(p.dataset.from);near.add(p.dataset.to)}}
for(const g of document.querySelectorAll('g.node'))g.classList.toggle('off',!near.has(g.dataset.id));
document.getElementById('count').textContent=on.size+' of '+roles.length+' roles'}
form.addEventListener('change',show);
form.addEventListener('submit',e=>e.preventDefault());
document.querySelector('svg').addEventListener('click',e=>{const g=e.target.closest('g.role');if(!g)return;const d=roles.find(r=>r.dataset.id===g.dataset.id);if(!d)return;d.hidden=false;d.open=true;d.querySelector('summary').focus();d.scrollIntoView()});
addEventListener('beforeprint',()=>{for(const d of roles)d.open=true});
show();`;
