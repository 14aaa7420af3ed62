import { CARD_STYLE, FONTS, ROOT_STYLE } from './card-style.ts';
import { PAGE_COLUMNS } from './tables.ts';

/** How a report looks: a page to read and to print. Pictures and page are 680 pixels wide, the printable width of A4. */
export const REPORT_STYLE = `
${ROOT_STYLE}
*{box-sizing:border-box}
body{margin:0;background:#eef0f2;color:var(--text);font:15px/1.6 ${FONTS.latin};-webkit-font-smoothing:antialiased}
main,header,footer{width:760px;max-width:100%;margin:0 auto;padding:0 40px;background:var(--surface)}
header{padding-top:56px}
footer{padding-bottom:48px;color:var(--text-3);font-size:12px}
h1{margin:0;font-size:28px;line-height:1.25;letter-spacing:-.01em}
.by{margin:6px 0 0;color:var(--text-3);font-size:13px}
nav{margin:28px 0 0;padding:16px 20px;background:var(--soft);border-radius:8px;font-size:14px}
nav h2{margin:0 0 6px;font-size:13px;color:var(--text-2)}
nav ol{margin:0;padding-left:22px;columns:2;column-gap:32px}
a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}
.panel{padding-top:36px}
.panel>h2{margin:0;font-size:20px;line-height:1.35;border-top:1px solid var(--line);padding-top:20px}
.panel>h2 .no{color:var(--text-3);font-weight:500;margin-right:8px}
.what{margin:2px 0 0;color:var(--text-2)}
.in-print{display:none}.hint{margin:4px 0 0;color:var(--text-3);font-size:13px}
.warn{margin:14px 0 0;padding:10px 14px;border-left:3px solid #d9a441;background:#fdf1d9;border-radius:4px;font-size:14px}
.warn strong{color:#855400}.warn ul{margin:4px 0 0;padding-left:20px}
.metrics{display:grid;grid-template-columns:repeat(auto-fill,minmax(150px,1fr));gap:12px;margin:18px 0 0}
.metric{padding:10px 14px;border:1px solid var(--line);border-radius:8px}
.metric dt{font-size:12px;color:var(--text-3);line-height:1.35}.metric dd{margin:2px 0 0;font-size:20px;font-weight:600;font-variant-numeric:tabular-nums;line-height:1.3}
.metric small{display:block;font-size:11px;font-weight:400;color:var(--text-3)}
figure{margin:26px 0 0}figcaption h3{margin:0;font-size:16px;line-height:1.4}figcaption p{margin:0;color:var(--text-3);font-size:13px}
.plot{position:relative;width:100%;margin-top:8px}
.tip{position:absolute;z-index:2;max-width:220px;padding:6px 10px;border:1px solid var(--line-2);border-radius:6px;background:var(--surface);box-shadow:var(--pop);font-size:12px;line-height:1.45;pointer-events:none}
.tip b{font-weight:600}.tip div{display:flex;justify-content:space-between;gap:12px}
details{margin-top:6px;font-size:13px}summary{cursor:pointer;color:var(--accent);width:max-content}summary:focus-visible,a:focus-visible{outline:2px solid #0f8b83;outline-offset:2px;border-radius:2px}
.table{margin-top:24px}.table h3{margin:0 0 6px;font-size:15px}
.wide{overflow-x:auto}.named{display:flex;align-items:center;gap:8px}.pic{flex:none;width:36px;height:36px;object-fit:contain}
table{width:100%;border-collapse:collapse;font-size:12.5px;line-height:1.45;font-variant-numeric:tabular-nums}
th{padding:5px 10px 5px 0;text-align:left;font-weight:500;color:var(--text-2);border-bottom:1px solid var(--line-2);vertical-align:bottom;word-break:keep-all}
td{padding:4px 10px 4px 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
td:not(.n){box-sizing:content-box;min-width:4em}figure td:first-child:not(.n){min-width:11em}
.n{text-align:right;white-space:nowrap}.n+:not(.n){padding-left:16px}th.n{white-space:normal}th:last-child,td:last-child{padding-right:0}
${CARD_STYLE}
.note{margin-top:12px}.note h2{margin:0;padding-top:20px;font-size:24px;line-height:1.3;letter-spacing:-.01em}.note h2+p{margin-top:8px}.note pre{overflow:auto;padding:12px;background:var(--soft);border-radius:6px;font-size:13px}.note blockquote{margin:12px 0;padding-left:14px;border-left:3px solid var(--line-2);color:var(--text-2)}
:lang(zh) body,body:lang(zh){font-family:${FONTS.chinese};line-height:1.7}
@media (max-width:700px){main,header,footer{padding-left:20px;padding-right:20px}nav ol{columns:1}}
@page{size:A4;margin:16mm 15mm}
@media print{
body{background:none;font-size:10.5pt}main,header,footer{width:auto;padding:0}header{padding-top:0}
figcaption,.plot,.card,.metric,.warn,tr{break-inside:avoid}h1,h2,h3,figcaption,.what,.metrics{break-after:avoid}details{break-before:avoid;font-size:8.5pt}table{font-size:8.5pt;line-height:1.3}td,th{padding-top:2px;padding-bottom:2px}thead{display:table-header-group}
.panel>h2{break-after:avoid}nav{break-after:auto}summary,.tip{display:none}a{color:inherit}.wide{overflow:visible}.in-print{display:block}
th:nth-child(n+${PAGE_COLUMNS + 1}),td:nth-child(n+${PAGE_COLUMNS + 1}){display:none}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}`;
