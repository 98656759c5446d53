/** From here on the best one looks better than it is by more than a little; the engine's finding says the same. */
const many = 5;

/** How often test rows were used: each further model that is chosen by them makes the best one look better than it is. */
export const TestLooks = ({ models }: { readonly models: number }) => {
  if (models < 2) return null;
  return (
    <p className={`test-looks${models >= many ? ' many' : ''}`}>
      Test rows were used for {models} different models
      {models >= many ? `; the best of ${models} looks better than it is. Choose by validation rows or folds.` : '.'}
    </p>
  );
};
