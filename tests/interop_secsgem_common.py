"""What the scripts by Python's secsgem have in common: settings, and a line for each thing told and done."""
import json
import logging
import os
import random
import socket
import sys
import threading

import secsgem.common.tcp_connection
import secsgem.hsms

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


def make_settings(mode, port):
    passive = mode == "passive"
    modes, types = secsgem.hsms.HsmsConnectMode, secsgem.common.DeviceType
    return secsgem.hsms.HsmsSettings(
        address=HOST,
        port=port,
        connect_mode=modes.PASSIVE if passive else modes.ACTIVE,
        device_type=types.EQUIPMENT if passive else types.HOST,
        session_id=7,
        t3=5,
        t5=1,
    )


def told(handler, message):
    """A message as a line: its name and its text in JSON."""
    function = handler.settings.streams_functions.decode(message)
    return f"S{function.stream}F{function.function} {json.dumps(function.get())}"


def serve(handler, port, commands):
    """Does what it is told, a line each: a command, and for those that take something, that in JSON."""
    handler.events.connected += lambda _: say("connected")
    handler.events.disconnected += lambda _: say("disconnected")
    handler.events.handler_communicating += lambda _: say("communicating")
    handler.enable()
    say("port", port)
    for line in sys.stdin:
        name, _, rest = line.strip().partition(" ")
        try:
            commands[name](*json.loads(rest or "[]"))
        except Exception as error:
            say("error:", repr(error))
    os._exit(0)  # its threads would go on


logging.disable()
secsgem.common.tcp_connection.TcpConnection.select_timeout = 0.05  # how long it takes to notice that it is to stop
mode = sys.argv[1]
port = int(sys.argv[2]) or free_port()
