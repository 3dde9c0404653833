using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using TypedSender.RawSink;

// A receiver in a process of its own, for measuring a sender: it shares no code with it, grants credit without end,
// accepts everything in ranges, and allocates nothing while it works. It serves each connection on a thread of its own until
// standard input closes, which it does when whoever started it is gone.
//   TypedSender.RawSink [tls]
// It prints "listening PORT"; with tls its certificate in base64; and a line of JSON for each connection that has closed.
using X509Certificate2? certificate = args.Contains("tls") ? SelfSigned.Create() : null;
using Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
listener.Listen(256);
Console.WriteLine($"listening {((IPEndPoint)listener.LocalEndPoint!).Port}");
if (certificate is not null)
{
    Console.WriteLine(Convert.ToBase64String(certificate.RawDataMemory.Span));
}

Thread acceptor = new(() =>
{
    while (true)
    {
        Socket socket = listener.Accept();
        new Thread(() => Console.WriteLine(SinkConnection.Serve(socket, certificate))) { IsBackground = true }.Start();
    }
}) { IsBackground = true };
acceptor.Start();

while (Console.Read() >= 0)
{
}
