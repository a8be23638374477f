import { BarChart } from '@mantine/charts';
import './bars.css';
import styles from './chart.module.css';
import type { ChartProps } from './chart.tsx';

/** A telephone number as it is written fits; a longer name is cut, and stands whole in the table and beside the bar. */
const longest = 20;
const shortened = (label: string): string => (label.length > longest ? `${label.slice(0, longest - 1)}…` : label);

/** Lying bars: one for each row, its parts behind each other. */
export function Bars({ of, rows, name, parts, write }: ChartProps) {
  const letters = Math.max(...rows.map((row) => shortened(row.name).length));
  const data = rows.map((row) => ({ ...row.figures, name: row.name }));
  return (
    <figure className={styles.figure}>
      <div aria-hidden dir="ltr">
        <BarChart
          h={Math.max(120, rows.length * 34 + 40)}
          data={data}
          dataKey="name"
          orientation="vertical"
          type="stacked"
          series={parts.map(({ key, label, color }) => ({ name: key, label, color }))}
          gridAxis="x"
          maxBarWidth={18}
          xAxisProps={{ allowDecimals: false }}
          yAxisProps={{ width: Math.max(64, letters * 7 + 12), tickFormatter: shortened }}
          barProps={{ isAnimationActive: false }}
          barChartProps={{ accessibilityLayer: false }}
          tooltipAnimationDuration={0}
          {...(write && { valueFormatter: write })}
        />
        <ul className={styles.legend}>
          {parts.map(({ key, label, color }) => (
            <li key={key}>
              <span className={styles.swatch} style={{ background: color }} />
              {label}
            </li>
          ))}
        </ul>
      </div>
      <div className="unseen">
        <table>
          <caption>{of}</caption>
          <thead>
            <tr>
              <th scope="col">{name}</th>
              {parts.map(({ key, label }) => (
                <th key={key} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">{row.name}</th>
                {parts.map(({ key }) => (
                  <td key={key}>{write ? write(row.figures[key] ?? 0) : row.figures[key]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
