import type { Severity } from './report.ts';

interface ProblemText {
  readonly severity: Severity;
  readonly message: string;
  readonly hint: string;
}

const error = (message: string, hint: string): ProblemText => ({ severity: 'error', message, hint });
const warning = (message: string, hint: string): ProblemText => ({ severity: 'warning', message, hint });
const info = (message: string, hint: string): ProblemText => ({ severity: 'info', message, hint });

/** Every code the product can utter, with its text, severity and next step. `{name}` places are filled in. */
export const problemTexts = {
  'flow.not-json': error('The file is not JSON: {reason}.', 'Open the file in a text editor, or choose another one.'),
  'flow.not-a-flow': error(
    'The file is JSON, but not a Millrace flow: {reason}.',
    'Choose a file that was saved by Millrace.',
  ),
  'flow.newer-version': error(
    'The flow has file version {version}; this Millrace reads up to {supported}.',
    'Update Millrace. The file is left as it is.',
  ),
  'flow.damaged-part': warning(
    '{what} could not be read and was left out: {reason}.',
    'Check the flow before you save it.',
  ),
  'flow.unknown-node': error(
    'The node type {type} is not installed.',
    'Delete the node, or install the Millrace version that has it. Its settings are kept.',
  ),
  'flow.newer-node': error(
    'The node was made by a newer Millrace (version {version} of {type}).',
    'Update Millrace. Its settings are kept.',
  ),
  'flow.cycle': error('The nodes {nodes} form a loop.', 'Remove one of the wires between them.'),
  'flow.missing-input': error('Nothing is wired to “{port}”.', 'Draw a wire to it.'),
  'flow.wrong-kind': error(
    '“{port}” expects a {expected}, but the wire brings a {actual}.',
    'Remove the wire, or put a fitting node between.',
  ),
  'flow.unknown-port': error('The wire goes to or from “{port}”, which the node does not have.', 'Remove the wire.'),
  'flow.dangling-wire': error('A wire goes to or from the node “{other}”, which does not exist.', 'Remove the wire.'),
  'flow.too-many-wires': error('“{port}” takes one wire and has {count}.', 'Remove all but one.'),
  'flow.either-input': error(
    'Something is wired to “{one}” and to “{other}”, and only one of them can be used.',
    'Remove the wires of one; another node of this kind takes what they brought.',
  ),
  'flow.bypassed-input': error(
    'Nothing comes in at “{port}”: the node wired to it is bypassed and hands on tables only.',
    'Switch that node on again, or bypass this one too.',
  ),
  'flow.empty': error('The flow has no nodes.', 'Add a source first.'),
  'param.invalid': error('“{param}” is not valid: {reason}.', 'Correct it in the settings.'),
  'param.unknown': warning('There is no setting “{param}”; it is ignored.', 'Remove it, or check its name.'),
  'param.unresolved': error(
    '“{param}” refers to the flow parameter “{parameter}”, which does not exist.',
    'Add the parameter or choose a value.',
  ),
  'param.required': error('“{param}” is not set.', 'Choose a value in the settings.'),
  'data.column-missing': error(
    'The column “{column}” is not in the table.',
    'Choose another column, or bring it back upstream.',
  ),
  'data.columns-missing': error(
    'The table lacks the columns {columns}.',
    'The model needs the columns it was trained on.',
  ),
  'data.column-gone': warning(
    'The column “{column}” is no longer in the table; the setting is kept and skipped.',
    'Choose another column or remove the setting.',
  ),
  'data.no-target': error(
    'No column has the role target.',
    'Give one column the role target, for instance with “Columns”.',
  ),
  'data.many-targets': error('{count} columns have the role target: {columns}.', 'Leave exactly one.'),
  'data.one-class': error(
    'The target “{column}” has only one class in the training rows: {class}.',
    'A classifier needs at least two.',
  ),
  'data.no-features': error(
    'No feature column is left that the learner can use.',
    'Keep at least one numeric, boolean or category column.',
  ),
  'data.different-rows': error(
    '“{one}” and “{other}” are not predictions of the same {part} rows: {count} rows are in one of them only.',
    'Train both behind the same split, so that they are scored by the same rows.',
  ),
  'data.different-actuals': error(
    'In {count} of the same rows “{one}” and “{other}” were to predict something else.',
    'Train both behind the same split and for the same target.',
  ),
  'data.no-fold-scores': error(
    '“{report}” has no scores by fold, so nothing shows how much of a difference is chance.',
    'Wire the predictions that it was made of to Compare, or a report of Cross-validate or of Compare learners.',
  ),
  'data.different-folds': error(
    '“{one}” and “{other}” were scored on different folds.',
    'Give both the folds of one split, or the same table, number of folds and seed; predictions of the same rows can be compared too.',
  ),
  'data.no-rows': error('The table has no rows.', 'Check the source and the nodes that drop rows.'),
  'data.no-training-rows': error('No training rows have a target.', 'Check the split and the target column.'),
  'data.wrong-type': error(
    '“{column}” is {actual}, but {expected} is needed.',
    'Convert it with “Types”, or choose another column.',
  ),
  'data.conversion-failed': error(
    '{count} values of “{column}” could not be read as {type}, for instance {examples}.',
    'Correct them at the source, or let them become missing.',
  ),
  'data.empty-file': error('{path} is empty.', 'Choose a file with a header line and rows.'),
  'data.not-text': error('{path} is not a text file.', 'Choose a CSV file.'),
  'data.bad-rows': error(
    '{count} rows of {path} do not fit the header, for instance {examples}.',
    'Correct the file, or set bad rows to skip or quarantine.',
  ),
  'data.unreadable': error(
    '{path} could not be read as CSV: {reason}.',
    'Check the delimiter, the quote and the encoding.',
  ),
  'data.wrong-format': error(
    '{path} could not be read as {format}: {reason}.',
    'Get or save the file again, or choose another one.',
  ),
  'data.locked-file': error(
    '{path} is locked with a password.',
    'Open it in its own program and save it without a password.',
  ),
  'data.too-large-file': error(
    '{path} is too large to be read as {format}: {reason}.',
    'Save it as CSV or Parquet, or split it into several files.',
  ),
  'data.files-differ': error(
    '{count} files do not have the columns of {first}: {examples}.',
    'Correct them, or set mismatch to union or intersect.',
  ),
  'data.not-json': error('{path} could not be read as JSON: {reason}.', 'Correct the file, or choose another one.'),
  'data.bad-records': error(
    '{count} records of {path} are no JSON objects, for instance {examples}.',
    'Correct the file, or set bad records to skip.',
  ),
  'data.query-failed': error('The query failed: {reason}.', 'Correct it in the settings.'),
  'data.unused-text': warning(
    'The text column “{column}” is not used by this learner.',
    'Encode it, or set its role to ignored.',
  ),
  'data.rules-broken': error(
    '{count} rules do not hold: {rules}.',
    'Correct the data at the source, or let “Validate” set the rows aside.',
  ),
  'data.too-many-cells': error(
    'The table has {count} cells; at most {limit} fit into a flow.',
    'Keep it in a file and use “CSV file”.',
  ),
  'data.duplicate-keys': error(
    '{count} keys occur more than once in the right table: {examples}.',
    'Correct the table, or set duplicate keys to first or expand.',
  ),
  'data.join-too-large': error(
    'The join would give {count} rows; at most {limit} are possible.',
    'Add a key that tells the rows apart, or set duplicate keys to first.',
  ),
  'data.balance-too-large': error(
    'Balancing would add {count} rows; at most {limit} are possible.',
    'Use weights or undersample, or merge rare classes first.',
  ),
  'data.too-many-classes': error(
    '“{column}” has {count} classes in {rows} rows, too many for each to be learned and doubted.',
    'Leave out the rows of rare classes with Filter rows, or choose another target; a free text is no class.',
  ),
  'data.rows-without-part': error(
    'A {how} join adds rows that belong to no part of the split.',
    'Put the join before the split, or choose left or inner.',
  ),
  'data.right-split': warning(
    'The right table is split; only its training rows are looked up, so that nothing of its test rows gets into training.',
    'Wire it from before its split to use all of them.',
  ),
  'data.mixed-splits': error(
    'The tables are split in different ways, or some of them not at all.',
    'Put the split behind the union.',
  ),
  'leak.other-split': warning(
    'The rows were split by another node than those that the model learned from: its training rows may be among the test rows here.',
    'Wire the rows from the split that stands before the model.',
  ),
  'leak.fitted-before-split': error(
    '“{title}” learns from all rows before they are split, so test rows would leak into training.',
    'Move it behind the split.',
  ),
  'leak.target-aggregated': warning(
    'The target “{column}” is aggregated before the rows are split, so the result speaks of rows that will be test rows.',
    'Put the split before it, or make sure that no feature is made of the result.',
  ),
  'leak.formula-uses-target': warning(
    'The formula uses the target “{column}”, which is not known for the rows that are to be predicted.',
    'Make the formula of other columns, or give the new column the role ignored.',
  ),
  'train.no-split': error(
    'The rows are not split, so nothing could be tested.',
    'Put a split before it, or choose to use all rows.',
  ),
  'train.wrong-task': error(
    '{title} is for {expected}, but the target “{column}” makes this {actual}.',
    'Choose another learner or another target, or change the type of the target with “Types”.',
  ),
  'train.not-an-image': error(
    '{columns} feature columns do not make {what}.',
    'Set width and channels, or keep the columns of the image or sequence only.',
  ),
  'train.failed': error('Training did not succeed: {reason}.', 'Change the settings and run again.'),
  'train.no-importance': error(
    '“{learner}” can’t tell how much it used each feature, so there is nothing to eliminate by.',
    'Choose backward or forward, or another learner.',
  ),
  'train.no-validation-rows': error(
    'No threshold can be chosen for “{model}”: its predictions have no validation rows of both classes.',
    'Give the split a validation share, or wire the split table to the node too.',
  ),
  'train.two-classes': error(
    'A threshold divides two classes, and “{column}” has {count}.',
    'Join classes, or leave the threshold out: of several classes the most probable is predicted.',
  ),
  'train.too-few-rows': error('{count} training rows are too few for {folds} folds.', 'Use fewer folds or more rows.'),
  'train.no-calibration-rows': error(
    '“{model}” can’t be calibrated: there are no validation rows of two classes or more that it did not learn from.',
    'Give the split a validation share, or wire the learner and the table instead.',
  ),
  'train.calibrated-twice': error(
    '“{model}” is calibrated already.',
    'Wire the model from before its calibration, or leave this step out.',
  ),
  'train.other-predictions': error(
    'The predictions “{other}” are not those of “{model}”.',
    'Wire both from the same node.',
  ),
  'train.no-golden-rows': error(
    'The rows that this model could be checked by are no longer in the cache.',
    'Run the flow again from its source.',
  ),
  'resource.memory': error(
    'The step needs about {needed}, but {limit} are free for it.',
    'Drop columns that are not needed or take fewer rows before this step, close other programs, or use a machine with more memory.',
  ),
  'resource.memory-of-settings': error(
    'With its settings {title} needs about {needed}, however few the rows, but {limit} are free for it.',
    'Choose smaller settings for it, such as fewer units, filters or trees, or a smaller batch.',
  ),
  'resource.too-many-files': error(
    'There are more than {limit} files in {path}.',
    'Choose a folder or a pattern with fewer.',
  ),
  'resource.backend': info(
    '{wanted} is not available here, because {reason}. It is computed with {used}.',
    'Nothing to do: the results are as good, only the time it takes differs.',
  ),
  'file.missing': error('{path} was not found.', 'Choose the file again, or put it back.'),
  'file.outside-folder': error(
    '{path} lies outside the folder of the flow.',
    'Copy the file beside the flow, or choose it yourself in the file dialog.',
  ),
  'file.not-readable': error('{path} could not be read: {reason}.', 'Check the permissions.'),
  'file.not-written': error(
    '{path} could not be written: {reason}.',
    'Check the folder, its permissions and the free space.',
  ),
  'file.damaged': error('{path} is damaged: {reason}.', 'Get the file again, or run the flow that made it once more.'),
  'file.not-exportable': error(
    '{what} cannot leave Millrace in this form: {reason}.',
    'Write a bundle, which takes every model, or leave the step out.',
  ),
  'file.export-differs': error(
    '{path} was not written: it does not answer the {rows} known rows as the model does ({difference}).',
    'Write a bundle instead, and report the difference: it is a fault of Millrace.',
  ),
  'file.changed-outside': warning('{path} was changed by another program.', 'Reload it or keep yours.'),
  'network.not-allowed': error(
    'Nobody has allowed this flow to reach {access}.',
    'Allow it if you trust the flow: here, or with --allow on the command line.',
  ),
  'network.failed': error(
    '{address} could not be reached: {reason}.',
    'Check the address and the connection, and run again.',
  ),
  'network.status': error(
    '{address} answered {status}.',
    'Check the address; what needs a sign-in cannot be downloaded.',
  ),
  'network.timed-out': error(
    '{address} sent nothing for {seconds} seconds.',
    'Run again later, or raise the time limit.',
  ),
  'network.refused': error('{address} refuses: {reason}.', 'Check the user, the password and what they may read.'),
  'network.silent': error(
    '{address} sent no record in {seconds} seconds.',
    'Check the address and the topic, or wait longer.',
  ),
  'network.too-large': error(
    'What {address} sends is larger than {limit}.',
    'Raise the size limit, or choose a smaller file.',
  ),
  'network.redirected': error(
    '{address} sends to {host}, which the flow does not name.',
    'If you trust that host, put the address there in place of this one.',
  ),
  'network.unknown-format': error(
    '{address} sent {type}, which cannot be read as a table.',
    'Check that the address leads to the data itself and not to a page about it, or choose the format.',
  ),
  'param.secret-missing': error(
    'The environment variable {name} is not set.',
    'Set it before Millrace starts; passwords are never kept in a flow.',
  ),
  'param.no-keychain': error(
    'The keychain of this computer cannot be used: {reason}.',
    'Unlock it or install one (on Linux a Secret Service such as GNOME Keyring), or name an environment variable instead.',
  ),
  'param.not-in-keychain': error(
    'The keychain has no secret “{name}” for {host}.',
    'Put it there with “millrace secret set {name} --host {host}”; what was kept for another host is not sent to this one.',
  ),
  'request.invalid': error(
    'The request {method} is not valid: {reason}.',
    'This is a fault of the program that sent it.',
  ),
  'request.unknown': error('There is no request {method}.', 'This is a fault of the program that sent it.'),
  'request.cancelled': error('The request was cancelled.', 'Nothing to do.'),
  'request.connection-lost': error('The connection to Millrace was lost.', 'It comes back by itself; then try again.'),
  'run.unknown': error('There is no run {run}.', 'Run the flow again.'),
  'run.flow-gone': error('The flow of this run is no longer kept.', 'Choose a later run.'),
  'run.unknown-node': error('The flow has no node {node}.', 'Check its name.'),
  'result.gone': error('The result is no longer in the cache.', 'Run the flow again.'),
  'internal.engine-stopped': error('The engine stopped unexpectedly.', 'Run again: finished steps are reused.'),
  'internal.worker-stopped': error('A worker stopped unexpectedly: {reason}.', 'Run again: finished steps are reused.'),
  'internal.error': error(
    'Something went wrong inside Millrace: {message}.',
    'Save your work and run again; if it stays, report it with the log.',
  ),
} as const satisfies Record<string, ProblemText>;

export type ProblemCode = keyof typeof problemTexts;
