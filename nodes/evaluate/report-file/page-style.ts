import { palettes, type Theme } from '../palettes.ts';

const variables = (theme: Theme): string =>
  Object.entries(palettes[theme])
    .map(([name, colour]) => `--${name}:${colour}`)
    .join(';');

const families = ['source', 'clean', 'split', 'train', 'tune', 'evaluate', 'unknown'];

/** Light on paper and by default, dark where the reader's system is. */
export const pageStyle = `
:root{${variables('light')};color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{${variables('dark')}}}
*{box-sizing:border-box}
body{margin:0;background:var(--canvas);color:var(--text);font:15px/1.55 "Inter Variable",Inter,system-ui,sans-serif;-webkit-font-smoothing:antialiased}
main{max-width:1040px;margin:0 auto;padding:56px 32px 96px}
header{margin-bottom:40px}
h1{font-size:32px;line-height:1.2;letter-spacing:-.02em;margin:0 0 8px;font-weight:650}
h2{font-size:19px;letter-spacing:-.01em;margin:48px 0 16px;font-weight:620}
h3{font-size:14px;margin:28px 0 10px;font-weight:600}
p{margin:0 0 12px}
.lead,.quiet,caption{color:var(--text-2)}
.card{background:var(--card);border:1px solid var(--border);border-radius:12px;padding:20px 22px;margin:0 0 16px;overflow-x:auto}
nav{display:flex;flex-wrap:wrap;gap:6px 18px;margin-top:20px;font-size:13px}
a{color:var(--accent-text);text-decoration:none}a:hover{text-decoration:underline}
a:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:3px}
.tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(172px,1fr));gap:12px;margin:0 0 16px}
.tile{background:var(--card);border:1px solid var(--border);border-radius:12px;padding:14px 16px}
.tile b{display:block;font-size:24px;letter-spacing:-.02em;font-weight:620;font-variant-numeric:tabular-nums}
.tile span{display:block;font-size:12px;color:var(--text-2)}
table{border-collapse:collapse;width:100%;font-size:13px;font-variant-numeric:tabular-nums}
caption{text-align:left;padding:0 0 8px;font-weight:560;color:var(--text)}
th{text-align:left;font-weight:540;color:var(--text-2);border-bottom:1px solid var(--border);padding:6px 14px 6px 0;white-space:nowrap}
td{padding:6px 14px 6px 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:break-word}
tr:last-child td{border-bottom:0}.n{text-align:right;white-space:nowrap}
dl{display:grid;grid-template-columns:minmax(150px,max-content) 1fr;gap:6px 24px;margin:0;font-size:13px}
dt{color:var(--text-2)}dd{margin:0;overflow-wrap:anywhere}
code{font:12px/1.5 "JetBrains Mono Variable",ui-monospace,monospace}
.finding{display:flex;gap:12px;padding:9px 0;border-bottom:1px solid var(--line);font-size:14px}.finding:last-child{border:0}
.badge{flex:none;width:68px;font-size:12px;font-weight:600}.info{color:var(--info)}.warning{color:var(--warning)}.error{color:var(--error)}.good{color:var(--good)}
figure{margin:0}figure svg{max-width:100%;height:auto;display:block}figcaption{font-size:13px;color:var(--text-2);margin-top:10px}
.figures{margin:0 0 16px;display:grid;grid-template-columns:repeat(auto-fit,minmax(min(440px,100%),1fr));gap:16px}.figures .card{margin:0}.figures .wide{grid-column:1/-1}.figures h3{margin-top:0}
.dark{display:none}@media (prefers-color-scheme:dark){.dark{display:block}.light{display:none}}
.flow{width:100%;height:auto;display:block;margin:0 auto}.flow .node{fill:var(--card);stroke:var(--border)}.flow .wire{fill:none;stroke:var(--wire);stroke-width:1.5}
.flow text{font-size:13px;font-weight:540;fill:var(--text)}
${families.map((name) => `.f-${name}{fill:var(--family-${name})}`).join('')}
footer{margin-top:64px;padding-top:16px;border-top:1px solid var(--border);font-size:12px;color:var(--text-2)}
@media (max-width:640px){main{padding:32px 16px}h1{font-size:26px}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:8px}}
@media print{:root{${variables('light')}}body{background:#fff;font-size:11pt}main{max-width:none;padding:0}.dark{display:none!important}.light{display:block!important}nav{display:none}.flow{min-width:0!important}.card,.tile,tr{break-inside:avoid}.card{overflow:visible;padding:14px 16px}.card.long{break-inside:auto}h2,h3,caption{break-after:avoid}tbody tr:first-child{break-before:avoid}h2{margin-top:32px}.tiles{grid-template-columns:repeat(4,1fr);gap:8px}.tile b{font-size:18px}.figures{grid-template-columns:1fr 1fr;gap:12px}table{font-size:8.5pt}th,td{padding:3px 10px 3px 0}th{white-space:normal}td{overflow-wrap:anywhere}}
@page{margin:15mm 13mm}
`;
