/** How far counting has come, in pieces of work that take about equally long. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}
