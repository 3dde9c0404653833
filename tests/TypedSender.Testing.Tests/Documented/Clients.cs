using TypedSender;

namespace Shop;

public static class Clients
{
    /// <summary>The password never leaves this process: the broker has to know what SCRAM derives from it.</summary>
    public static SendClient ByScramAlone(string password) => new("amqps://broker.example", options =>
    {
        options.Credential = AmqpCredential.Password("shop", password);
        options.SaslMechanisms.Add("SCRAM-SHA-256");
        options.SaslMechanisms.Add("SCRAM-SHA-512");
    });
}
