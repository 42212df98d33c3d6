"""The other side of interop_secsgem_secs1_test.ts, by Python's secsgem: SECS-I over TCP, `passive 0` an equipment that
listens at a port of its own choice, `active 5000` a host. Tells what happens and does what it is told, a line each."""
import secsgem.gem
import secsgem.secsitcp

from interop_secsgem_common import HOST, mode, port, say, serve, told


def make_handler():
    passive = mode == "passive"
    modes, types = secsgem.secsitcp.SecsITcpConnectMode, secsgem.common.DeviceType
    settings = secsgem.secsitcp.SecsITcpSettings(
        address=HOST,
        port=port,
        connect_mode=modes.SERVER if passive else modes.CLIENT,
        device_type=types.EQUIPMENT if passive else types.HOST,
        session_id=7,
        t3=5,
    )
    handler = secsgem.gem.GemEquipmentHandler if passive else secsgem.gem.GemHostHandler
    return handler(settings)


def request(stream, function, text):
    say(told(handler, handler.send_and_waitfor_response(handler.stream_function(stream, function)(text))))


handler = make_handler()
serve(handler, port, {
    "are-you-there": lambda: request(1, 1, None),
    "program": lambda length: request(7, 3, {"PPID": "RECIPE", "PPBODY": "x" * length}),
})
