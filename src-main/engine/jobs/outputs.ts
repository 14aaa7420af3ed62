/** The output id of a SQL panel's result. */
export const SQL_OUTPUT = 'result';
