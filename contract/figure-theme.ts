/** Hues of the families, in an order in which neighbours differ in lightness too. */
const categories = [
  'family-source',
  'family-train',
  'family-clean',
  'family-evaluate',
  'family-split',
  'family-tune',
  'status-reused',
  'family-unknown',
];

const size = { continuousHeight: 220, discreteHeight: 220, continuousWidth: 300, discreteWidth: 300 };

/** What a Vega-Lite figure looks like here: no frame, quiet axes, the colours of the design's tokens by their names. */
export const figureTheme = (token: (name: string) => string) => {
  const [text, quiet, faint, line, border, accent] = ['text', 'text-2', 'text-3', 'line', 'border', 'accent'].map(
    token,
  );
  const font = '"Inter Variable", system-ui, sans-serif';
  const label = {
    labelFont: font,
    labelFontSize: 11,
    labelColor: quiet,
    titleFont: font,
    titleFontSize: 11,
    titleFontWeight: 500,
    titleColor: quiet,
  };
  return {
    background: 'transparent',
    font,
    padding: 4,
    view: { stroke: 'transparent', ...size },
    axis: {
      ...label,
      gridColor: line,
      domainColor: border,
      tickColor: border,
      tickSize: 4,
      labelPadding: 5,
      titlePadding: 8,
      labelLimit: 180,
      labelSeparation: 6,
    },
    legend: {
      ...label,
      symbolBaseFillColor: quiet,
      symbolBaseStrokeColor: quiet,
      symbolSize: 60,
      orient: 'bottom',
      // Names of models are long; a third one side by side would be cut off.
      columns: 2,
      columnPadding: 16,
      labelLimit: 160,
    },
    header: label,
    title: {
      font,
      fontSize: 12,
      fontWeight: 600,
      color: text,
      anchor: 'start',
      subtitleFont: font,
      subtitleColor: quiet,
    },
    mark: { color: accent },
    line: { strokeWidth: 2 },
    point: { filled: true, size: 30, opacity: 0.7 },
    circle: { size: 30, opacity: 0.7 },
    rule: { color: faint },
    text: { font, fontSize: 11, color: text },
    range: {
      category: categories.map(token),
      heatmap: [token('card'), token('accent')],
      // Lines and points of the low end have to be seen, too.
      ramp: [token('text-3'), token('accent')],
      ordinal: [token('card'), token('accent')],
    },
  };
};
