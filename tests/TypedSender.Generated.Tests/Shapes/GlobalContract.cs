using TypedSender;

/// <summary>A contract and a sender without a namespace.</summary>
[AmqpContract]
public partial record GlobalContract(int Number);

[AmqpSender("global")]
public partial interface IGlobalSender
{
    ValueTask SendAsync(GlobalContract contract);
}
