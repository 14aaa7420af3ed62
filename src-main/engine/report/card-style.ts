/** The colours of everything that is written to be read and printed. */
export const ROOT_STYLE = `:root{color-scheme:light;--text:#182026;--text-2:#47525b;--text-3:#5f6b75;--line:#dee3e6;--line-2:#c5ccd1;--accent:#0b6b66;--soft:#f3f5f6;--surface:#fff;--pop:0 8px 28px rgba(16,24,32,.16)}`;

/** Chinese fonts have wide quotation marks: they come first only where the text is Chinese. */
export const FONTS = {
  latin:
    'Inter,"Inter var",system-ui,-apple-system,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif',
  chinese:
    'Inter,"Inter var","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,-apple-system,"Segoe UI",sans-serif',
} as const;

/** How persona cards look on a report and on a sheet. */
export const CARD_STYLE = `.cards{display:grid;grid-template-columns:minmax(0,1fr);gap:14px;margin-top:20px}
.card{padding:16px 18px;border:1px solid var(--line);border-radius:8px;border-top:3px solid var(--accent);font-size:14px}
.card h3{margin:0;font-size:16px;overflow-wrap:anywhere}.card .hint{margin:0}
.parts{columns:2;column-gap:28px}.parts section{break-inside:avoid;padding-top:12px}
.parts h4{margin:0 0 2px;font-size:12px;font-weight:600;color:var(--text-3)}
.parts ul{margin:0;padding:0;list-style:none}
.parts li{display:flex;align-items:flex-start;justify-content:space-between;gap:12px;padding:4px 0;border-top:1px solid var(--line);font-size:13px;line-height:1.45}
.parts li>span:first-child{min-width:0;overflow-wrap:anywhere}
.num{flex:none;width:84px;text-align:right;font-variant-numeric:tabular-nums}.num b{font-weight:600}.num small{margin-left:6px;color:var(--text-3);font-size:11px}
.pair{display:block;margin-top:3px}.pair i{display:block;height:3px;min-width:1px;margin:0 0 2px auto}.own{background:var(--accent)}.rest{background:var(--line-2)}
.parts .who{margin:0;font-weight:600}.parts dl{margin:2px 0 0;font-size:13px}.parts dl div{display:flex;justify-content:space-between;gap:12px}.parts dt{color:var(--text-2)}.parts dd{margin:0;font-variant-numeric:tabular-nums}
@media (max-width:700px){.parts{columns:1}}`;

/** A sheet of cards: pages of A4, on the screen as on paper. */
export const SHEET_STYLE = `
${ROOT_STYLE}
*{box-sizing:border-box}
body{margin:0;background:#eef0f2;color:var(--text);font:14px/1.5 ${FONTS.latin};-webkit-font-smoothing:antialiased}
.sheet{display:flex;flex-direction:column;width:210mm;max-width:100%;min-height:297mm;margin:16px auto;padding:14mm;background:var(--surface)}
.by{margin:0 0 10px;color:var(--text-3);font-size:11px}.hint{color:var(--text-3)}
footer{margin-top:auto;padding-top:12px;color:var(--text-3);font-size:10.5px}footer p{margin:0}
${CARD_STYLE}
.sheet>.card{padding:0;border:0}.sheet>.card h3{font-size:26px;line-height:1.25;letter-spacing:-.01em;padding-top:12px;border-top:4px solid var(--accent)}
.together>.card{margin-bottom:22px}.together>.card h3{font-size:18px}
.dense .parts li,.dense .parts dl{font-size:11px;padding-top:2px;padding-bottom:2px;line-height:1.35}.dense .parts section{padding-top:6px}.dense .card h3{font-size:20px}
body:lang(zh){font-family:${FONTS.chinese};line-height:1.6}
@page{size:A4;margin:14mm}
@media print{
body{background:none}.sheet{width:auto;min-height:0;height:calc(297mm - 28mm - 1px);margin:0;padding:0;break-after:page}.sheet:last-of-type{break-after:auto}
.together{display:block;height:auto}.together>.card{break-inside:avoid}h3,h4{break-after:avoid}.parts{columns:2}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}`;
