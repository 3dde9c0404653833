namespace TypedSender.Amqp.Performatives;

/// <summary>How a SASL dialog ended (AMQP 1.0, 5.3.3.6).</summary>
internal enum SaslCode : byte
{
    /// <summary>Authentication succeeded.</summary>
    Ok = 0,

    /// <summary>The credentials were not accepted.</summary>
    Auth = 1,

    /// <summary>A system error happened on the server.</summary>
    Sys = 2,

    /// <summary>A system error that trying again will not mend.</summary>
    SysPerm = 3,

    /// <summary>A system error that trying again may mend.</summary>
    SysTemp = 4,
}
