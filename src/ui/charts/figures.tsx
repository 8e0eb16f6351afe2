import { type Slot, useWords } from '../setting.tsx';

/** The table that stands with every chart: the same figures, in words and digits. */
export function Figures(props: { heads: string[]; rows: Slot[][] }) {
  const words = useWords();
  return (
    <details class="figures">
      <summary>{words.table.asTable}</summary>
      <table class="table table-dense">
        <thead>
          <tr>
            {props.heads.map((head, index) => (
              <th scope="col" class={index > 0 ? 'end' : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map(cells => (
            <tr>
              {cells.map((cell, index) => (index === 0 ? <th scope="row">{cell}</th> : <td class="end">{cell}</td>))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
