"""The other side of interop_secsgem_test.ts, by Python's secsgem: `passive 0` is an equipment at a port of its own
choice, `active 5000` a host. Tells what happens and does what it is told, a line each."""
import json
import logging
import os
import random
import socket
import sys
import threading
import time

import secsgem.common.tcp_connection
import secsgem.gem
import secsgem.hsms
import secsgem.secs

HOST = "127.0.0.1"
speaking = threading.Lock()


def say(*words):
    with speaking:  # several threads do
        print(*words, flush=True)


def free_port():
    """Below the ports that systems hand out by themselves, so that nobody takes it while secsgem does not listen."""
    while True:
        port = random.randint(20_000, 31_999)
        with socket.socket() as probe:
            try:
                probe.bind((HOST, port))
                return port
            except OSError:
                pass


def make_handler(mode, port):
    passive = mode == "passive"
    modes, types = secsgem.hsms.HsmsConnectMode, secsgem.common.DeviceType
    settings = secsgem.hsms.HsmsSettings(
        address=HOST,
        port=port,
        connect_mode=modes.PASSIVE if passive else modes.ACTIVE,
        device_type=types.EQUIPMENT if passive else types.HOST,
        session_id=7,
        t3=5,
        t5=1,
    )
    if not passive:
        return secsgem.gem.GemHostHandler(settings)
    equipment = secsgem.gem.GemEquipmentHandler(settings)
    variable = secsgem.gem.StatusVariable(10, "wafers", "", secsgem.secs.variables.U4, use_callback=False)
    variable.value = 42
    equipment.status_variables[10] = variable
    return equipment


def told(message):
    """A message as a line: its name and its text in JSON."""
    function = handler.settings.streams_functions.decode(message)
    return f"S{function.stream}F{function.function} {json.dumps(function.get())}"


def request(stream, function, text):
    say(told(handler.send_and_waitfor_response(handler.stream_function(stream, function)(text))))


def reach(name):
    while handler.protocol.connection_state.current.name != name:
        time.sleep(0.002)
    say("reached", name)


def switch(on):
    (handler.enable if on else handler.disable)()
    say("enabled" if on else "disabled")


commands = {
    "are-you-there": lambda: request(1, 1, None),
    "status": lambda: request(1, 3, [10]),
    "event": lambda: request(6, 11, {"DATAID": 1, "CEID": 2001, "RPT": []}),
    "linktest": lambda: say("linktest", handler.protocol.send_linktest_req().header.s_type.name),
    "deselect": lambda: say("deselect", handler.protocol.send_deselect_req().header.s_type.name),
    "separate": lambda: handler.protocol.send_separate_req(),
    "disable": lambda: switch(False),
    "enable": lambda: switch(True),
    "selected": lambda: reach("CONNECTED_SELECTED"),
    "not-selected": lambda: reach("CONNECTED_NOT_SELECTED"),
}

logging.disable()
mode, port = sys.argv[1], int(sys.argv[2]) or free_port()
secsgem.common.tcp_connection.TcpConnection.select_timeout = 0.05  # how long it takes to notice that it is to stop
handler = make_handler(mode, port)
handler.events.connected += lambda _: say("connected")
handler.events.disconnected += lambda _: say("disconnected")
handler.events.handler_communicating += lambda _: say("communicating")
handler.enable()
say("port", port)
for line in sys.stdin:
    try:
        commands[line.strip()]()
    except Exception as error:
        say("error:", repr(error))
os._exit(0)  # its threads would go on
