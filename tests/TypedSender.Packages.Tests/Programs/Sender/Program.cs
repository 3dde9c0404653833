using System.Globalization;
using TypedSender;

// Sends one message to a broker on loopback, and says what became of it, by which TypedSender and on which .NET: Program PORT
await using SendClient client = new($"amqp://127.0.0.1:{args[0]}");
SendOutcome outcome = await client.GetSender<IGreetingSender>().SendAsync(new Greeting(1, "Hello"));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{outcome} by {typeof(SendClient).Assembly.GetName().Version} on .NET {Environment.Version.Major}"));

[AmqpContract]
public sealed partial record Greeting([MessageId] ulong Number, string Text);

[AmqpSender("greetings")]
public partial interface IGreetingSender
{
    ValueTask<SendOutcome> SendAsync(Greeting greeting, CancellationToken cancellationToken = default);
}
