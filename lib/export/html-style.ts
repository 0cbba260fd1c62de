/** The look of an HTML export: one readable column, light and dark, and plain black on paper. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#fdfcfa, #16181b);
  --ink: light-dark(#1a1e27, #e8e6e1);
  --soft: light-dark(#545964, #a3a7ae);
  --line: light-dark(#dcd9d2, #363a40);
  --accent: light-dark(#2147a3, #94b5f9);
}
* { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink); -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto;
  max-width: 44rem;
  padding: clamp(1.5rem, 5vw, 4.5rem) clamp(1.25rem, 4vw, 2rem);
  font: 1.0625rem/1.65 "Source Serif 4", "Noto Serif", "Noto Serif KR", Georgia, Cambria, serif;
  overflow-wrap: break-word;
}
h1, h2, h3, h4, dt, .event, .label, footer, figcaption {
  font-family: Inter, "Noto Sans", "Noto Sans KR", system-ui, "Segoe UI", "Malgun Gothic", sans-serif;
}
:lang(ko) { word-break: keep-all; }
:lang(ja) { line-break: strict; }
header { padding-bottom: 0.5rem; }
.event { margin: 0; color: var(--accent); font-size: 0.9375rem; font-weight: 600; }
.theme { margin: 0.25rem 0 0; color: var(--soft); font-style: italic; }
.label { margin: 2.5rem 0 0.4rem; color: var(--soft); font-size: 0.8125rem; }
h1 { margin: 0; font-size: clamp(1.6rem, 4.5vw, 2.125rem); line-height: 1.22; letter-spacing: -0.015em; text-wrap: balance; }
h2 { margin: 2.75rem 0 0.9rem; padding-top: 0.9rem; border-top: 1px solid var(--line); color: var(--accent); font-size: 1.25rem; line-height: 1.3; }
h3 { margin: 1.9rem 0 0.5rem; font-size: 1.0313rem; line-height: 1.4; }
h4 { margin: 1.4rem 0 0.4rem; color: var(--soft); font-size: 0.9375rem; line-height: 1.4; }
p { margin: 0 0 0.85rem; }
ul, ol { margin: 0 0 0.85rem; padding-inline-start: 1.6rem; }
li { margin: 0.25rem 0; }
li > ul, li > ol { margin: 0.25rem 0; }
blockquote { margin: 0 0 0.85rem; padding-inline-start: 1rem; border-inline-start: 3px solid var(--line); color: var(--soft); }
a { color: var(--accent); text-underline-offset: 0.15em; }
dl { margin: 0; }
dl > div { display: grid; grid-template-columns: minmax(9rem, 12rem) 1fr; gap: 0 1.25rem; padding: 0.45rem 0; border-bottom: 1px solid var(--line); }
dt { color: var(--soft); font-size: 0.875rem; line-height: 1.85; }
dd { margin: 0; grid-column: 2; }
@media (max-width: 32rem) {
  dl > div { grid-template-columns: 1fr; }
  dd { grid-column: 1; }
}
.note { color: var(--soft); font-style: italic; }
/* Scripts that have no slanted letters, or whose letters join. */
:is([dir="rtl"], :lang(ko), :lang(zh), :lang(ja)) :is(.theme, .note) { font-style: normal; }
[dir="rtl"] h1 { letter-spacing: 0; }
figure { margin: 0 0 1.5rem; }
img { display: block; width: auto; height: auto; max-width: 100%; max-height: 40rem; border-radius: 4px; }
.banner { width: 100%; max-height: 14rem; margin-bottom: 2rem; object-fit: contain; object-position: 0 50%; }
figcaption { margin-top: 0.6rem; color: var(--soft); font-size: 0.875rem; }
.description { margin: 0.35rem 0 0; font-size: 0.9375rem; }
footer { margin-top: 4rem; padding-top: 0.9rem; border-top: 1px solid var(--line); color: var(--soft); font-size: 0.75rem; line-height: 1.5; overflow-wrap: anywhere; }
@media print {
  :root { color-scheme: light; --paper: #fff; --ink: #000; --soft: #444; --line: #bbb; --accent: #2147a3; }
  @page { size: A4; margin: 22mm 20mm; }
  html { font-size: 10.5pt; }
  body { max-width: none; padding: 0; font-size: 1rem; line-height: 1.5; }
  h1 { font-size: 20pt; }
  h1, h2, h3, h4 { break-after: avoid; break-inside: avoid; }
  .note { break-before: avoid; }
  header { break-inside: avoid; }
  img { max-height: 150mm; }
  .banner { max-height: 50mm; }
  figure, li, dl > div { break-inside: avoid; }
  p { orphans: 3; widows: 3; }
  a { color: inherit; }
}
`
