"""SCRAM by cyrus-sasl (libsasl2), through ctypes: what the scripts here take for the other side of a login."""

import ctypes
import os
import subprocess

OK, CONTINUE, INTERACT = 0, 1, 2
PATH_CONFIG = 1
CB_USER, CB_AUTHNAME, CB_PASS, CB_LIST_END = 0x4001, 0x4002, 0x4004, 0
REALM = "typed-sender"

_sasl = ctypes.CDLL("libsasl2.so.2")
_data = ctypes.POINTER(ctypes.c_char)
_simple = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(ctypes.c_char_p), ctypes.POINTER(ctypes.c_uint))
_secret = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(ctypes.c_void_p))


class _Callback(ctypes.Structure):
    _fields_ = [("id", ctypes.c_ulong), ("proc", ctypes.c_void_p), ("context", ctypes.c_void_p)]


class SaslError(Exception):
    pass


def _check(code, connection):
    if code not in (OK, CONTINUE):
        _sasl.sasl_errdetail.restype = ctypes.c_char_p
        raise SaslError(f"{code}: {_sasl.sasl_errdetail(connection).decode()}")
    return code


class Server:
    """Knows one user, whose database it makes in a folder."""

    def __init__(self, folder, mechanisms, user, password):
        database = os.path.join(folder, "users.sasldb")
        subprocess.run(["/usr/sbin/saslpasswd2", "-p", "-c", "-f", database, "-u", REALM, user], input=password.encode(), check=True)
        with open(os.path.join(folder, "typed-sender.conf"), "w") as file:
            file.write(f"pwcheck_method: auxprop\nauxprop_plugin: sasldb\nsasldb_path: {database}\nmech_list: {mechanisms}\n")
        _sasl.sasl_set_path(PATH_CONFIG, folder.encode())
        _check(_sasl.sasl_server_init(None, b"typed-sender"), None)
        self._connection = ctypes.c_void_p()
        _check(_sasl.sasl_server_new(b"amqp", REALM.encode(), REALM.encode(), None, None, None, 0, ctypes.byref(self._connection)), None)

    def start(self, mechanism, response):
        return self._step(_sasl.sasl_server_start, mechanism.encode(), response)

    def step(self, response):
        return self._step(_sasl.sasl_server_step, response)

    def _step(self, call, *arguments):
        out, length = ctypes.c_char_p(), ctypes.c_uint()
        *first, response = arguments
        code = call(self._connection, *first, response, len(response or b""), ctypes.byref(out), ctypes.byref(length))
        _check(code, self._connection)
        return code == OK, ctypes.string_at(out, length.value) if out else b""


class Client:
    """Logs in with a user and a password."""

    def __init__(self, user, password):
        self._name = user.encode()
        secret = password.encode()
        self._secret = ctypes.create_string_buffer(len(secret).to_bytes(8, "little") + secret + b"\0")

        def name(_, __, result, length):
            result[0] = self._name
            if length:
                length[0] = len(self._name)
            return OK

        def give(_, __, ___, result):
            result[0] = ctypes.addressof(self._secret)
            return OK

        self._procedures = _simple(name), _secret(give)
        self._callbacks = (_Callback * 4)(
            _Callback(CB_USER, ctypes.cast(self._procedures[0], ctypes.c_void_p)),
            _Callback(CB_AUTHNAME, ctypes.cast(self._procedures[0], ctypes.c_void_p)),
            _Callback(CB_PASS, ctypes.cast(self._procedures[1], ctypes.c_void_p)),
            _Callback(CB_LIST_END))
        _check(_sasl.sasl_client_init(None), None)
        self._connection = ctypes.c_void_p()
        _check(_sasl.sasl_client_new(b"amqp", b"localhost", None, None, self._callbacks, 0, ctypes.byref(self._connection)), None)

    def start(self, mechanism):
        out, length, chosen = ctypes.c_char_p(), ctypes.c_uint(), ctypes.c_char_p()
        code = _check(_sasl.sasl_client_start(
            self._connection, mechanism.encode(), None, ctypes.byref(out), ctypes.byref(length), ctypes.byref(chosen)), self._connection)
        return code == OK, ctypes.string_at(out, length.value) if out else b""

    def step(self, challenge):
        out, length = ctypes.c_char_p(), ctypes.c_uint()
        code = _check(_sasl.sasl_client_step(
            self._connection, challenge, len(challenge), None, ctypes.byref(out), ctypes.byref(length)), self._connection)
        return code == OK, ctypes.string_at(out, length.value) if out else b""
