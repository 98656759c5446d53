import { percent } from './review-list.tsx';
import { probabilityOf, type ReviewRow } from './review-row.ts';

const mostButtons = 12;

interface ReviewDetailProps {
  readonly row: ReviewRow;
  readonly classes: readonly string[];
  readonly decided: string | undefined;
  onDecide(label: string | undefined): void;
}

const mark = (row: ReviewRow, name: string): string =>
  name === row.given ? 'given' : name === row.suggested ? 'suggested' : '';

const ClassButton = ({ row, classes, decided, onDecide, name }: ReviewDetailProps & { readonly name: string }) => {
  const share = probabilityOf(row, classes, name);
  const number = classes.indexOf(name) + 1;
  return (
    <button
      type="button"
      className="review-class"
      aria-pressed={decided === name}
      onClick={() => onDecide(decided === name ? undefined : name)}
    >
      <span className="kbd">{number <= 9 ? number : ''}</span>
      <span className="review-class-name truncate">{name}</span>
      <span className="review-mark">{mark(row, name)}</span>
      <span className="review-share">{percent(share)}</span>
      <span className="review-bar" aria-hidden="true" style={{ width: `${share * 100}%` }} />
    </button>
  );
};

/** The given and the suggested class, and as many others as can be told apart at a glance. */
const shownClasses = ({ row, classes }: Pick<ReviewDetailProps, 'row' | 'classes'>): readonly string[] =>
  classes.length <= mostButtons
    ? classes
    : classes.filter((name, at) => at < mostButtons - 2 || name === row.given || name === row.suggested);

const OtherClass = ({ classes, decided, onDecide }: Omit<ReviewDetailProps, 'row'>) => (
  <label className="review-other">
    Another class
    <select className="field" value={decided ?? ''} onChange={(event) => onDecide(event.target.value || undefined)}>
      <option value="">not decided</option>
      {classes.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  </label>
);

/** What is known of one row, and what it may be called. */
export const ReviewDetail = (props: ReviewDetailProps) => {
  const { row, classes, decided, onDecide } = props;
  return (
    <section className="review-detail" aria-label="The row and its label">
      <p className="review-question">
        Labelled <b>{row.given}</b>, probably <b>{row.suggested}</b>.
      </p>
      <div className="review-actions">
        <button type="button" className="button primary" onClick={() => onDecide(row.suggested)}>
          <span className="truncate">Take “{row.suggested}”</span> <span className="kbd">Enter</span>
        </button>
        <button type="button" className="button" onClick={() => onDecide(row.given)}>
          <span className="truncate">Keep “{row.given}”</span> <span className="kbd">K</span>
        </button>
      </div>
      <h3 className="caps">How probable each class is</h3>
      <div className="review-classes">
        {shownClasses(props).map((name) => (
          <ClassButton key={name} {...props} name={name} />
        ))}
        {classes.length > mostButtons ? <OtherClass classes={classes} decided={decided} onDecide={onDecide} /> : null}
      </div>
      <h3 className="caps">What is in the row</h3>
      <dl className="review-values">
        {row.values.map(({ name, text }) => (
          <div key={name}>
            <dt className="truncate" title={name}>
              {name}
            </dt>
            <dd className="truncate">{text ?? <span className="review-open">missing</span>}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
};
