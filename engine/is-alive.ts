/** Whether a process of this id runs here. Ids are used again, so a yes may be about another one. */
export const isAlive = (id: number): boolean => {
  try {
    process.kill(id, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
};
