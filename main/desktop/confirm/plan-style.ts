/** Style of the confirmation page, the only other thing its window loads. Colours are those of the networks everywhere. */
export const planStyle = `
:root { color-scheme: dark light; font: 14px/1.45 system-ui, sans-serif; }
body { margin: 0; display: flex; flex-direction: column; height: 100vh; font-variant-numeric: tabular-nums; }
header { padding: 6px 20px; font-weight: 700; color: #fff; background: #6b7280; }
.practice header { background: #b45309; }
.test header { background: #7c3aed; }
.finney header { background: #047857; }
main { flex: 1; overflow: auto; padding: 12px 20px; }
h1 { font-size: 19px; margin: 4px 0 12px; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 5px 0; border-bottom: 1px solid color-mix(in srgb, currentColor 14%, transparent); vertical-align: top; }
th { text-align: left; font-weight: 400; opacity: .75; padding-right: 20px; }
td { text-align: right; overflow-wrap: anywhere; }
.warning td { color: light-dark(#92400e, #fbbf24); font-weight: 600; }
.danger td { color: light-dark(#b91c1c, #f87171); font-weight: 700; }
.good td { color: light-dark(#047857, #34d399); }
.address { font-family: ui-monospace, monospace; font-size: 11px; }
.address b { font-size: 19px; }
small { display: block; opacity: .75; }
.warnings { padding: 8px 8px 8px 26px; margin: 12px 0; background: color-mix(in srgb, #f59e0b 16%, transparent); border-radius: 6px; }
.notes { padding-left: 20px; margin: 12px 0; font-size: 12px; opacity: .8; }
details { margin: 14px 0; }
summary { cursor: pointer; }
details td { font-family: ui-monospace, monospace; font-size: 12px; }
footer { display: flex; gap: 12px; align-items: end; justify-content: flex-end; padding: 14px 20px; border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
label { flex: 1; }
input { display: block; width: 100%; box-sizing: border-box; font: inherit; padding: 7px 9px; margin-top: 3px; }
button { font: inherit; padding: 9px 18px; border-radius: 6px; border: 1px solid color-mix(in srgb, currentColor 30%, transparent); }
#confirm { font-weight: 700; background-image: linear-gradient(#dc2626, #dc2626); background-repeat: no-repeat; background-size: 0 100%; }
#confirm.holding { background-size: 100% 100%; transition: background-size 1.5s linear; }
#confirm:disabled { opacity: .5; }
:focus-visible { outline: 3px solid #3b82f6; outline-offset: 2px; }
@media (prefers-reduced-motion: reduce) { #confirm.holding { transition: none; } }
`;
