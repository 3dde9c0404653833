using System.Net;
using System.Net.Sockets;
using TypedSender.RawSink;

// A receiver in a process of its own, for measuring a sender: it shares no code with it, grants credit without end,
// accepts everything in ranges, and allocates nothing while it works. It serves one connection after the other until
// standard input closes, which it does when whoever started it is gone.
using Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
listener.Listen(8);
Console.WriteLine($"listening {((IPEndPoint)listener.LocalEndPoint!).Port}");

Thread watcher = new(() =>
{
    while (Console.Read() >= 0)
    {
    }

    Environment.Exit(0);
}) { IsBackground = true };
watcher.Start();

while (true)
{
    using Socket socket = listener.Accept();
    SinkConnection connection = new(socket);
    connection.Serve();
    Console.WriteLine(connection.Summary);
}
