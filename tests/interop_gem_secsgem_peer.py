"""The other side of interop_gem_secsgem_test.ts, by Python's secsgem: `passive 0` is a GEM equipment at a port of its
own choice, `active 5000` a GEM host. Tells what happens and does what it is told, a line each."""
import json
import threading
import time

import secsgem.gem
from secsgem.secs.variables import I2, U2, U4, Binary, String

from interop_secsgem_common import make_settings, mode, port, say, serve, told


class Equipment(secsgem.gem.GemEquipmentHandler):
    """A tool with some of everything, and process programs and a terminal, which secsgem leaves to its users."""

    def __init__(self, settings):
        super().__init__(settings, initial_control_state="ATTEMPT_ONLINE")
        self.programs = {"RECIPE-1": Binary(b"\x01\x02\x03")}
        self._mdln, self._softrev = "PY-TOOL", "3.1"
        gem = secsgem.gem
        wafers = gem.StatusVariable(10, "Wafers", "pieces", U4, use_callback=False)
        name = gem.StatusVariable("NAME", "ToolName", "", String, use_callback=False)
        lot = gem.DataValue(30, "LotId", String, use_callback=False)
        wafers.value, name.value, lot.value = 42, "unit 7", ""
        self.status_variables.update({10: wafers, "NAME": name})
        self.data_values.update({30: lot})
        speed = gem.EquipmentConstant(50, "Speed", 10, 500, 100, "rpm", I2, use_callback=False)
        self.equipment_constants.update({50: speed})
        for ceid, title in ((100, "LotDone"), (101, "DoorOpened"), (102, "DoorClosed"), (103, "Selected")):
            self.collection_events[ceid] = gem.CollectionEvent(ceid, title, [30] if ceid == 100 else [])
        self.alarms.update({25: gem.Alarm(25, "door", "DOOR OPEN", 1, 101, 102)})
        self.remote_commands.update({"PP-SELECT": gem.RemoteCommand("PP-SELECT", "Select", ["PPID"], 103)})
        self.register_stream_function(7, 3, self.receive)
        self.register_stream_function(7, 5, self.give)
        self.register_stream_function(7, 17, self.delete)
        self.register_stream_function(7, 19, lambda *_: self.stream_function(7, 20)(list(self.programs)))
        self.register_stream_function(10, 3, self.display)
        setattr(self.callbacks, "rcmd_PP-SELECT", lambda PPID: say("select", PPID))

    def receive(self, _, message):
        program = self.settings.streams_functions.decode(message)
        self.programs[program.PPID.get()] = Binary(program.PPBODY.get())
        return self.stream_function(7, 4)(0)

    def give(self, _, message):
        name = self.settings.streams_functions.decode(message).get()
        if name not in self.programs:
            return self.stream_function(7, 0)()
        return self.stream_function(7, 6)({"PPID": name, "PPBODY": self.programs[name]})

    def delete(self, _, message):
        names = self.settings.streams_functions.decode(message).get()
        if any(name not in self.programs for name in names):
            return self.stream_function(7, 18)(4)
        for name in names:
            del self.programs[name]
        return self.stream_function(7, 18)(0)

    def display(self, _, message):
        text = self.settings.streams_functions.decode(message)
        say("displayed", json.dumps([text.TID.get(), text.TEXT.get()]))
        return self.stream_function(10, 4)(0)

    def finish(self, lot):
        self.data_values[30].value = lot
        self.trigger_collection_events([100])


class Host(secsgem.gem.GemHostHandler):
    """Tells what it receives."""

    def __init__(self, settings):
        super().__init__(settings)
        self.events.collection_event_received += self.event
        self.events.alarm_received += lambda data: say(
            "alarm", json.dumps([data["alid"].get(), data["code"].get(), data["text"].get()])
        )
        self.events.terminal_received += lambda data: say("text", json.dumps(data["text"].get()))
        self.register_stream_function(7, 3, self.receive)
        self.register_stream_function(7, 5, lambda *_: self.stream_function(7, 6)({"PPID": "FROM-HOST", "PPBODY": "hello"}))
        self.register_stream_function(2, 17, lambda *_: self.stream_function(2, 18)("2025060700000000"))

    def event(self, data):
        values = [[value["dvid"], value["value"]] for value in data["values"]]
        say("event", json.dumps([data["ceid"].get(), data["rptid"].get(), values]))

    def receive(self, _, message):
        program = self.settings.streams_functions.decode(message)
        say("program", program.PPID.get(), len(program.PPBODY.get()))
        return self.stream_function(7, 4)(0)


def request(stream, function, *text):
    """Asks, and tells the reply."""
    say(told(handler, handler.send_and_waitfor_response(handler.stream_function(stream, function)(*text))))


def send(stream, function, text):
    """Sends without waiting: secsgem sets no W-bit where E5 leaves it to the sender."""
    handler.send_stream_function(handler.stream_function(stream, function)(text))
    say("sent")


def reach(name):
    while handler.protocol.connection_state.current.name != name:
        time.sleep(0.002)
    say("reached", name)


def on_line(state):
    while state not in str(handler.control_state.current):
        time.sleep(0.002)
    say("control", state)


def aside(work):
    """Waits for a reply, so it must not hold up what is read meanwhile."""
    threading.Thread(target=work, daemon=True).start()


def binary(stream, function, name, size):
    """A program of so many bytes, which JSON has no way to say."""
    body = Binary(bytes(i & 0xff for i in range(size)))
    request(stream, function, {"PPID": name, "PPBODY": body})


COMMANDS = {
    "request": request,
    "send": send,
    "binary": binary,
    "selected": lambda: reach("CONNECTED_SELECTED"),
    "control": on_line,
    "alarm-on": lambda: aside(lambda: handler.set_alarm(25)),
    "alarm-off": lambda: aside(lambda: handler.clear_alarm(25)),
    "finish": lambda lot: handler.finish(lot),
    "off-line": lambda: handler.control_switch_offline(),
    "on-line": lambda: handler.control_switch_online(),
    "local": lambda: handler.control_switch_online_local(),
    "subscribe": lambda ceid, vids: (handler.subscribe_collection_event(ceid, vids), say("subscribed")),
    "clear": lambda: (handler.clear_collection_events(), say("cleared")),
    "command": lambda name, parameters: say(
        "command", json.dumps(handler.send_remote_command(name, parameters).get())
    ),
    "disable": lambda: (handler.disable(), say("disabled")),
    "enable": lambda: (handler.enable(), say("enabled")),
}

settings = make_settings(mode, port)
# E5 leaves the W-bit of S5F1 to the sender. secsgem does not set it, and waits for the reply all the same.
settings.streams_functions.function(5, 1)._is_reply_required = True
handler = Equipment(settings) if mode == "passive" else Host(settings)
serve(handler, port, COMMANDS)
