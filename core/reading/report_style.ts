// The style of reports: readable in dark and light, and on paper.

/** The style sheet. */
export const REPORT_STYLE = `
:root { color-scheme: light dark; --ink: #1c2128; --dim: #5b6672; --line: #d6dbe1; --paper: #fff; --soft: #f5f7f9;
  --error: #b3261e; --warning: #8a5a00; --note: #1f5fa8; --bar: #4f83b8 }
@media (prefers-color-scheme: dark) { :root { --ink: #e3e7ec; --dim: #98a3af; --line: #333b45; --paper: #14181d;
  --soft: #1b2027; --error: #ff8a80; --warning: #f2bd5c; --note: #83b8f5; --bar: #5d92c8 } }
body { margin: 2rem auto; max-width: 72rem; padding: 0 1.5rem; font: 15px/1.5 system-ui, sans-serif; color: var(--ink);
  background: var(--paper) }
h1 { font-size: 1.6rem; margin: 0 } h2 { font-size: 1.15rem; margin: 2.2rem 0 .6rem }
.dim { color: var(--dim) } .time { white-space: nowrap; font: 13px/1.7 ui-monospace, monospace } .number { text-align: right; font-variant-numeric: tabular-nums }
table { border-collapse: collapse; width: 100% } th { text-align: left; font-weight: 600; color: var(--dim) }
th, td { padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top }
th.number { text-align: right } .mono, pre { font: 13px/1.45 ui-monospace, monospace }
pre { background: var(--soft); padding: .7rem .9rem; overflow-x: auto; margin: .4rem 0 0; border-radius: 6px }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1.2rem; margin: .8rem 0 } dt { color: var(--dim) }
dd { margin: 0 } article { margin: 1.2rem 0; break-inside: avoid } a { color: inherit }
.error, .warning, .note { font-weight: 600 } .error { color: var(--error) } .warning { color: var(--warning) }
.note { color: var(--note) } svg { width: 100%; height: 72px; display: block } rect { fill: var(--bar) }
@media print { body { margin: 0; max-width: none; font-size: 11px } pre { white-space: pre-wrap } }
`;
