"""The press: typesets made-up newspaper pages whose text, order and boxes are known exactly."""
