/** The look of the phone page: the desk's colours, in light and dark by the reader's system. */
export const phoneStyle = /* CSS */ `
:root {
  color-scheme: light dark;
  --app: #eceff3; --surface: #ffffff; --sunken: #f7f8fa; --line: #e2e5eb;
  --ink: #1a2130; --ink-2: #4f5869; --ink-3: #626b7c;
  --accent: #2c3f9e; --fill: #3a52c4; --soft: #edf0fc; --control: #8b94a3;
  --good: #17714a; --good-soft: #e0f3e8; --bad: #b3261e; --bad-soft: #fdecea;
  --note: #6b5200; --note-soft: #fff6d9; --warn: #8a5200; --warn-soft: #fdf0d9;
  --mine: #e4e9fb; --shadow: 0 1px 2px rgb(26 33 48 / 6%), 0 8px 24px rgb(26 33 48 / 7%);
  --lift: 0 2px 6px rgb(26 33 48 / 10%), 0 16px 40px rgb(26 33 48 / 16%);
}
@media (prefers-color-scheme: dark) {
  :root {
    --app: #0f1217; --surface: #171b22; --sunken: #13171d; --line: #272d37;
    --ink: #e7eaf0; --ink-2: #aeb7c5; --ink-3: #929cac;
    --accent: #b4c1fb; --fill: #4d64d2; --soft: #222a48; --control: #6b7586;
    --good: #64cf9b; --good-soft: #14312a; --bad: #ff9d94; --bad-soft: #3a1d1c;
    --note: #ecd283; --note-soft: #322a12; --warn: #efb65f; --warn-soft: #33280f;
    --mine: #283155; --shadow: 0 1px 2px rgb(0 0 0 / 30%), 0 8px 24px rgb(0 0 0 / 25%);
    --lift: 0 2px 6px rgb(0 0 0 / 40%), 0 16px 40px rgb(0 0 0 / 50%);
  }
}
* { box-sizing: border-box; }
html { height: 100%; }
body {
  margin: 0; min-height: 100%; display: flex; flex-direction: column; background: var(--app); color: var(--ink);
  font: 400 13px/18px Inter, 'Inter Variable', system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif;
  -webkit-font-smoothing: antialiased;
}
p, h1, h2, ol, dl, dd, fieldset { margin: 0; padding: 0; border: 0; }
ol { list-style: none; }
button, input, select, textarea { font: inherit; color: inherit; }
svg { width: 16px; height: 16px; fill: none; stroke: currentColor; stroke-width: 1.7; stroke-linecap: round; stroke-linejoin: round; flex: none; }
.icons { position: absolute; width: 0; height: 0; }
[hidden] { display: none !important; }
:focus-visible { outline: 1px solid var(--accent); outline-offset: 1px; box-shadow: 0 0 0 4px var(--soft); }
.thread:focus-visible, .entries:focus-visible { outline-offset: -2px; box-shadow: none; }

.bar { display: flex; align-items: center; gap: 12px; padding: 14px 24px; }
.mark { width: 32px; height: 32px; border-radius: 9px; display: grid; place-items: center; background: var(--fill); color: #fff; }
.mark svg { width: 19px; height: 19px; }
.titles { flex: 1; min-width: 0; }
h1 { font-size: 15px; line-height: 20px; font-weight: 600; }
h2 { font-size: 13px; line-height: 18px; font-weight: 600; }
.titles p, .log-head p { color: var(--ink-2); font-size: 12px; line-height: 16px; }
.live { display: flex; align-items: center; gap: 7px; color: var(--ink-2); font-size: 12px; line-height: 16px; }
.dot { width: 8px; height: 8px; border-radius: 50%; border: 1.5px solid var(--control); }
.live.on .dot { border-color: var(--good); background: var(--good); }
.button {
  display: inline-flex; align-items: center; justify-content: center; gap: 6px; height: 32px; padding: 0 12px;
  border: 1px solid var(--control); border-radius: 8px; background: var(--surface); font-weight: 500; cursor: pointer; white-space: nowrap;
}
.button:hover { background: var(--sunken); }
.button:disabled { opacity: .5; cursor: default; }
.button.small { height: 28px; padding: 0 9px; font-size: 12px; border-color: var(--line); }
.button.primary { background: var(--fill); border-color: var(--fill); color: #fff; }
.quiet { min-height: 28px; padding: 0 8px; border: 0; border-radius: 8px; background: none; color: var(--accent); font-weight: 500; cursor: pointer; }
.quiet:hover { background: var(--soft); }

main { flex: 1; min-height: 0; display: flex; gap: 20px; padding: 4px 24px 24px; align-items: flex-start; }
.phones { flex: 0 1 auto; min-width: 0; display: flex; flex-wrap: wrap; gap: 20px; }
.phone {
  position: relative; flex: none; width: 340px; max-width: 100%; height: clamp(540px, calc(100dvh - 92px), 800px);
  display: flex; flex-direction: column; border: 1px solid var(--line); border-radius: 22px; background: var(--surface); box-shadow: var(--shadow);
}
.head { display: flex; align-items: center; gap: 10px; padding: 14px 14px 10px; }
.avatar { width: 36px; height: 36px; flex: none; display: grid; place-items: center; border-radius: 50%; background: var(--soft); color: var(--accent); font-size: 12px; font-weight: 600; }
.menu > summary { list-style: none; cursor: pointer; }
.menu > summary::-webkit-details-marker { display: none; }
.who { flex: 1; min-width: 0; }
.who > summary { display: grid; grid-template-columns: minmax(0, auto) 16px 1fr; align-items: center; column-gap: 3px; border-radius: 8px; padding: 1px 4px; margin: -1px -4px; }
.who > summary:hover { background: var(--sunken); }
.name { font-weight: 600; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.number { grid-row: 2; grid-column: 1 / -1; color: var(--ink-2); font-size: 12px; line-height: 16px; font-variant-numeric: tabular-nums; }
.chevron { width: 14px; height: 14px; color: var(--ink-3); grid-column: 2; grid-row: 1; }
.count:not(:empty) { min-width: 16px; padding: 0 4px; border-radius: 8px; background: var(--warn); color: var(--surface); font-size: 11px; line-height: 16px; font-weight: 600; text-align: center; }
.faults.some > summary { background: var(--warn-soft); border-color: transparent; color: var(--warn); }
.panel {
  position: absolute; z-index: 2; inset-inline: 10px; top: 60px; padding: 14px; border: 1px solid var(--line); border-radius: 14px;
  background: var(--surface); box-shadow: var(--lift); animation: rise .16s ease-out;
}
@keyframes rise { from { opacity: 0; transform: translateY(-4px); } }
.panel legend { padding: 0 0 4px; color: var(--ink-2); font-size: 12px; font-weight: 600; }
.panel fieldset + fieldset { margin-top: 14px; }
.panel fieldset label { display: flex; align-items: center; gap: 9px; min-height: 28px; padding: 0 6px; margin: 0 -6px; border-radius: 8px; cursor: pointer; }
.panel fieldset label:hover { background: var(--sunken); }
.panel fieldset label span { flex: 1; }
.panel small { color: var(--ink-3); font-size: 12px; font-variant-numeric: tabular-nums; }
.panel fieldset input { appearance: none; flex: none; display: grid; place-items: center; width: 16px; height: 16px; margin: 0; border: 1px solid var(--control); border-radius: 5px; background: var(--surface); cursor: pointer; }
.panel fieldset [type='radio'] { border-radius: 50%; }
.panel fieldset input:checked { border-color: var(--fill); background: var(--fill); }
.panel fieldset input:checked::after { content: ''; width: 6px; height: 6px; border-radius: 50%; background: #fff; }
.panel fieldset [type='checkbox']:checked::after { width: 8px; height: 4px; border: solid #fff; border-width: 0 0 1.7px 1.7px; border-radius: 0; background: none; transform: translateY(-1px) rotate(-45deg); }
@media (forced-colors: active) { .panel fieldset input { appearance: auto; } }
.identity { display: grid; gap: 10px; }
.identity label { display: grid; gap: 4px; color: var(--ink-2); font-size: 12px; }
.identity input { height: 32px; padding: 0 10px; border: 1px solid var(--control); border-radius: 8px; background: var(--surface); color: var(--ink); font-size: 13px; }
.row { display: flex; align-items: center; gap: 4px; }
.row .quiet:first-child { margin-inline-start: -8px; }
.row .primary { margin-inline-start: auto; }

.counterpart { margin: 0 14px; padding: 0 0 10px; border-bottom: 1px solid var(--line); }
.counterpart label { display: flex; align-items: center; gap: 8px; color: var(--ink-3); font-size: 12px; }
.counterpart select {
  flex: 1; min-width: 0; height: 28px; padding: 0 24px 0 8px; border: 0; border-radius: 8px; background-color: var(--sunken); color: var(--ink);
  font-size: 12px; text-overflow: ellipsis; font-variant-numeric: tabular-nums;
}
.counterpart select:disabled { opacity: 1; appearance: none; background: none; padding: 0; }

.thread { flex: 1; min-height: 0; overflow-y: auto; padding: 14px; display: flex; flex-direction: column; overscroll-behavior: contain; scrollbar-width: thin; scrollbar-color: var(--line) transparent; }
.thread ol { display: flex; flex-direction: column; gap: 4px; margin-top: auto; }
.empty { margin: auto; padding: 24px; text-align: center; color: var(--ink-3); }
.empty p:first-child { color: var(--ink-2); font-weight: 500; }
.text { max-width: 82%; display: grid; gap: 3px; animation: arrive .16s ease-out; }
@keyframes arrive { from { opacity: 0; transform: translateY(4px); } }
.text.received { align-self: flex-start; }
.text.sent { align-self: flex-end; justify-items: end; }
.bubble { width: fit-content; max-width: 100%; padding: 8px 12px; border-radius: 14px; font-size: 13.5px; line-height: 19px; overflow-wrap: anywhere; white-space: pre-wrap; }
.received .bubble { background: var(--app); border-end-start-radius: 5px; }
.sent .bubble { background: var(--mine); border-end-end-radius: 5px; }
@media (prefers-color-scheme: dark) { .received .bubble { background: #232933; } }
.bubble.pictured { width: 220px; padding: 6px 6px 7px; }
.bubble img { display: block; width: 208px; max-width: 100%; min-height: 60px; border-radius: 9px; background: var(--sunken); }
.bubble img + p:not(:empty) { margin: 7px 6px 0; }
.bubble p:empty { display: none; }
.meta { display: flex; align-items: center; gap: 4px; padding: 0 4px 6px; color: var(--ink-3); font-size: 11px; line-height: 14px; font-variant-numeric: tabular-nums; }
.meta svg { width: 13px; height: 13px; }
.meta.taken svg { color: var(--good); }
.meta.lost { color: var(--bad); }

.note { margin: 0 14px 8px; padding: 7px 10px; border-radius: 8px; background: var(--note-soft); color: var(--note); font-size: 12px; line-height: 16px; }
.problem { color: var(--bad); font-size: 12px; line-height: 16px; }
.phone > .problem:not(:empty) { margin: 0 14px 8px; padding: 7px 10px; border-radius: 8px; background: var(--bad-soft); }
.chips { display: flex; flex-wrap: wrap; gap: 6px; padding: 2px 14px 10px; flex: none; }
.chips button { flex: none; height: 26px; padding: 0 10px; border: 1px solid var(--line); border-radius: 13px; background: var(--surface); color: var(--ink-2); font-size: 12px; font-weight: 500; cursor: pointer; }
.chips button:hover { background: var(--soft); border-color: var(--soft); color: var(--accent); }
.chips button:disabled { opacity: .5; cursor: default; }
.composer { display: flex; align-items: flex-end; gap: 8px; margin: 0 12px 12px; padding: 5px 5px 5px 14px; border: 1px solid var(--control); border-radius: 20px; background: var(--surface); }
.composer:focus-within { border-color: var(--accent); box-shadow: 0 0 0 3px var(--soft); }
.composer textarea { flex: 1; min-width: 0; max-height: 96px; padding: 4px 0; border: 0; background: none; resize: none; outline: 0; box-shadow: none; font-size: 13.5px; line-height: 19px; field-sizing: content; }
.composer textarea::placeholder { color: var(--ink-3); opacity: 1; }
.send { width: 28px; height: 28px; flex: none; display: grid; place-items: center; border: 0; border-radius: 50%; background: var(--fill); color: #fff; cursor: pointer; transition: background .16s; }
.send:disabled { background: var(--line); color: var(--ink-3); cursor: default; }

.log { position: sticky; top: 12px; flex: 1 1 380px; min-width: 340px; height: clamp(540px, calc(100dvh - 92px), 800px); display: flex; flex-direction: column; border: 1px solid var(--line); border-radius: 14px; background: var(--surface); overflow: hidden; }
.log-head { display: flex; justify-content: space-between; align-items: flex-start; gap: 8px; padding: 12px 10px 10px 16px; border-bottom: 1px solid var(--line); }
.entries { flex: 1; min-height: 0; overflow-y: auto; padding: 6px 0; scrollbar-width: thin; scrollbar-color: var(--line) transparent; }
.entries:empty { display: none; }
.entry summary { display: grid; grid-template-columns: 52px 44px 1fr; gap: 8px; align-items: start; padding: 5px 16px; cursor: pointer; list-style: none; }
.entry summary::-webkit-details-marker { display: none; }
.entry summary:hover { background: var(--sunken); }
.entry summary:focus-visible { outline-offset: -2px; box-shadow: none; }
.entry time { color: var(--ink-3); font-size: 11px; line-height: 18px; font-variant-numeric: tabular-nums; }
.entry .sentence { overflow-wrap: anywhere; }
.entry.neither .sentence { color: var(--ink-2); }
.badge { justify-self: start; margin-top: 1px; padding: 0 6px; border-radius: 5px; font-size: 11px; line-height: 16px; font-weight: 500; font-variant-numeric: tabular-nums; background: var(--app); color: var(--ink-2); }
.badge:empty { visibility: hidden; }
.entry.well .badge { background: var(--good-soft); color: var(--good); }
.entry.wrong .badge { background: var(--bad-soft); color: var(--bad); }
.entry dl { display: grid; grid-template-columns: minmax(72px, auto) 1fr; gap: 2px 12px; margin: 2px 16px 8px; padding: 8px 10px; border-radius: 8px; background: var(--sunken); font-size: 11px; line-height: 15px; }
.entry dt { color: var(--ink-3); }
.entry dd { overflow-wrap: anywhere; white-space: pre-wrap; font-variant-numeric: tabular-nums; }
.newer { position: absolute; inset-inline: 0; bottom: 14px; width: fit-content; height: 28px; margin: 0 auto; padding: 0 12px; border: 0; border-radius: 14px; background: var(--fill); color: #fff; font-size: 12px; font-weight: 500; box-shadow: var(--shadow); cursor: pointer; }

@media (max-width: 1020px) {
  main { flex-direction: column; align-items: stretch; }
  .phones { justify-content: center; }
  /* below it begins what is sent */
  .phone { width: 380px; height: clamp(480px, calc(100dvh - 190px), 800px); }
  .log { position: relative; flex: none; min-width: 0; height: 420px; }
}
@media (max-width: 480px) {
  .bar { padding: 12px 14px; gap: 10px; }
  .titles p { display: none; }
  main { padding: 2px 12px 16px; gap: 14px; }
  .phone { width: 100%; height: clamp(480px, calc(100dvh - 148px), 720px); }
  .entry summary { padding-inline: 12px; }
  .entry dl { margin-inline: 12px; }
  .composer textarea { font-size: 16px; line-height: 21px; }
}
@media (prefers-reduced-motion: reduce) { *, *::before, *::after { animation: none !important; transition: none !important; } }
`;
