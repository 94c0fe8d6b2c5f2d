/** Version of the contract, as `hello` and `welcome` say it; see contracts/ws.v1.1.0.md. */
export const PROTOCOL_VERSION = '1.1.0';
/** The WebSocket subprotocol of every version 1.x. */
export const SUBPROTOCOL = 'aboveboard.v1';
