export const App = () => <main>Millrace</main>;
