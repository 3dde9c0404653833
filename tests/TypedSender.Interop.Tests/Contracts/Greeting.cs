namespace TypedSender.Interop.Tests;

/// <summary>What a client sends to show that it is in.</summary>
[AmqpContract]
public sealed partial record Greeting(string Text);

[AmqpSender("greetings")]
public partial interface IGreetingSender
{
    ValueTask<SendOutcome> GreetAsync(Greeting greeting, CancellationToken cancellationToken = default);

    ValueTask SendAsync(Greeting greeting, CancellationToken cancellationToken = default);
}
