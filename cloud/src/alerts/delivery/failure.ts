/** Why a channel was not told. `retry`: it may work later; `afterMs`: not before that, as the other side asked. */
export class DeliveryFailure extends Error {
  readonly code: "delivery.unreachable" | "delivery.refused" | "delivery.forbidden" | "delivery.unset";
  readonly retry: boolean;
  readonly afterMs: number;

  constructor(code: DeliveryFailure["code"], message: string, retry: boolean, afterMs = 0) {
    super(message);
    this.name = "DeliveryFailure";
    this.code = code;
    this.retry = retry;
    this.afterMs = afterMs;
  }
}
