/** Where a room's books are operated. */
export const BOOKS = '/api/v1/operator/books';
