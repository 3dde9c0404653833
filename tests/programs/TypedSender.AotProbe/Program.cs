using System.Globalization;
using TypedSender;
using TypedSender.AotProbe;

// Sends one message, says that it was accepted, and waits to be measured until standard input closes: TypedSender.AotProbe PORT
int port = int.Parse(args[0], CultureInfo.InvariantCulture);
await using SendClient client = new($"amqp://127.0.0.1:{port}");
await client.GetSender<IReadingSender>().SendAsync(new Reading(1, 7, "celsius", 21.5));
Console.WriteLine("accepted");
using Stream input = Console.OpenStandardInput();
_ = input.ReadByte();
