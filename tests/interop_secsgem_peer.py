"""The other side of interop_secsgem_test.ts, by Python's secsgem: `passive 0` is an equipment at a port of its own
choice, `active 5000` a host. Tells what happens and does what it is told, a line each."""
import time

import secsgem.gem
import secsgem.secs

from interop_secsgem_common import make_settings, mode, port, say, serve, told


def make_handler():
    settings = make_settings(mode, port)
    if mode != "passive":
        return secsgem.gem.GemHostHandler(settings)
    equipment = secsgem.gem.GemEquipmentHandler(settings)
    variable = secsgem.gem.StatusVariable(10, "wafers", "", secsgem.secs.variables.U4, use_callback=False)
    variable.value = 42
    equipment.status_variables[10] = variable
    return equipment


def request(stream, function, text):
    say(told(handler, handler.send_and_waitfor_response(handler.stream_function(stream, function)(text))))


def reach(name):
    while handler.protocol.connection_state.current.name != name:
        time.sleep(0.002)
    say("reached", name)


def switch(on):
    (handler.enable if on else handler.disable)()
    say("enabled" if on else "disabled")


handler = make_handler()
serve(handler, port, {
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
})
